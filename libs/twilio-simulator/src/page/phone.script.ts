export const phoneScript = '';
