export const oversight = {};
