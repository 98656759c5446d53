export { binCategories, binNumbers } from './bins';
export { gatherRows } from './gather';
export { addLeafValues, logisticGradients, logLoss, quantise, softmaxGradients, softmaxNorms } from './gradients';
export { add, addRows, copy, countUp, fillRecords, markRows, partition, subtract, zero } from './histograms';
export { findSplits } from './splits';
export { addStudyRows, beginStudy, endStudy, partitionWide } from './studies';
export { addWalked, walkRows } from './walks';
