export const yearEnd = {};
