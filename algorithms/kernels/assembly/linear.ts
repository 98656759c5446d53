export { centre, columnSums, gram, products, scores } from './blocks';
export { logisticMeans } from './logistic';
