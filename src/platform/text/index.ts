/** Fonts of before Unicode: TCVN3 (.VnTime …) and VNI (VNI-Times …). */
export type LegacyEncoding = 'tcvn3' | 'vni';
