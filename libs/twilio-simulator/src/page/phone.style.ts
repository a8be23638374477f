export const phoneStyle = '';
