/** What another system checks calls of ours by. */
export { isGenuine } from '#outside';
