export const phoneHtml = '';
