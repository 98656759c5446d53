export { gatherPatches, maxPool, maxPoolGradient, scatterPatches } from './images';
export { adam, addRows, dropOut, fillRows, relu, reluGradient } from './layers';
export { addProduct, transpose } from './products';
