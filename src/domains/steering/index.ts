export { steeringIndicators } from './indicators.ts';
