export { deadLettersController } from './dead-letters.controller.ts';
