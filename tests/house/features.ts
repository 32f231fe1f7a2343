import { featuresOf } from '../harness/features.ts';

/** The features of the app as they are put together, connected to nothing. */
export const features = await featuresOf();
