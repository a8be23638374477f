/** What is asked outside, as rows and loops call it. */
export const askDirectory = 'directory';
