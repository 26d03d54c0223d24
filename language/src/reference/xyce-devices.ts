/** Devices of Xyce without a letter of their own, by the first word of their cards: `ymemristor name a b model`. */
const XYCE_DEVICES: ReadonlySet<string> = new Set([
  'yacc', 'yadc', 'ydac', 'ydelay', 'yext', 'ygenext', 'yibis', 'ylin', 'ymemristor', 'ymil', 'ymin', 'yneuron', 'yneuronpop', 'yopamp', 'ypde', 'yrom', 'ysynapse', 'ytransline', 'yxygra',
  'yantiwinduplimiter', 'yawl', 'ypowergridbranch', 'ypgbr', 'ypowergridbusshunt', 'ypgbs', 'ypowergridgenbus', 'ypggb', 'ypowergridtransformer', 'ypgtr',
  'yadd', 'yand', 'ybuf', 'ydff', 'ydltch', 'yinv', 'yjkff', 'ynand', 'ynor', 'ynot', 'ynxor', 'yor', 'ytff', 'yxor',
]);
const LONGEST = Math.max(...[...XYCE_DEVICES].map((word) => word.length));

/** Whether the first word of a card names a device of Xyce; the name of the element stands behind it. */
export function isXyceDevice(word: string): boolean {
  return word.length <= LONGEST && XYCE_DEVICES.has(word.toLowerCase());
}
