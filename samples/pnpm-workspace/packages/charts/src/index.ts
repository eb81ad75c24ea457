import { scaleLinear } from 'd3-scale';

/** Pixels for a water level, for pages that the API does not serve. */
export const height = scaleLinear().domain([0, 6]).range([0, 240]);
