export const homeroom = {};
