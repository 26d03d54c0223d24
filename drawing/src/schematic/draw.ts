import type { SchematicDrawing } from '@nodal/protocol';
import { decodeCircuitBytes, fromCircuit } from './circuit-input.js';
import { layoutSheet, type Counters, type SheetLayout, type SheetState } from './layout-sheet.js';
import type { SchematicNetlist } from './netlist.js';
import { toSvg, type Frame, type PlacedPiece } from './svg.js';

/** What the next drawing of the same deck starts from; opaque to others. */
export interface SchematicState {
  sheets: Map<string, SheetState>;
}

export interface DrawnSchematic {
  drawing: SchematicDrawing;
  state: SchematicState;
  /** URI of the deck, empty when the circuit came from none. */
  deck: string;
  counters: Counters;
  layouts: SheetLayout[];
}

/**
 * Places, routes, checks and draws an encoded circuit.
 * @param formerOf what the former drawing of a deck returned, so that the
 *   parts stay where they were
 * @throws Error when the bytes are no circuit of this version
 */
export function drawSchematic(bytes: Uint8Array, formerOf: (deck: string) => SchematicState | undefined = () => undefined): DrawnSchematic {
  const circuit = decodeCircuitBytes(bytes);
  const deck = circuit.files[0] ?? '';
  return { ...drawSheets(fromCircuit(circuit), formerOf(deck)), deck };
}

/** Room around the picture, between pieces, and between sheets, in cells. */
const BORDER = 1;
const BETWEEN_PIECES = 2;
const BETWEEN_SHEETS = 4;
const LEAST_WIDTH = 96;

/** Above this a picture helps nobody, and takes longer than anyone waits. */
const MOST_DEVICES = 1500;

/**
 * The same from a netlist that is known already.
 * @throws RangeError when the circuit is too large to be drawn
 */
export function drawSheets(sheets: readonly SchematicNetlist[], former?: SchematicState): Omit<DrawnSchematic, 'deck'> {
  const count = sheets.reduce((sum, { devices }) => sum + devices.length, 0);
  if (count > MOST_DEVICES) throw new RangeError(`it has ${count.toLocaleString('en')} devices, and a picture of more than ${MOST_DEVICES.toLocaleString('en')} cannot be read`);
  const counters: Counters = { expansions: 0, ripUps: 0, laidOut: 0, rejected: 0 };
  const layouts = sheets.filter(({ devices }) => devices.length > 0).map((sheet) => layoutSheet(sheet, former?.sheets.get(sheet.path), counters));
  const pieces: PlacedPiece[] = [];
  const frames: Frame[] = [];
  let y = BORDER;
  let width = 0;
  // Sheets of subcircuits stand side by side below the top where there is room.
  let shelf = { x: BORDER, height: 0 };
  const blocks = layouts.map((layout) => ({ layout, ...shelves(layout) }));
  const target = Math.max(LEAST_WIDTH, ...blocks.map((block) => block.width + 4));
  for (const { layout, placed, width: own, height } of blocks) {
    const framed = layout.sheet.title !== '';
    const full = { width: own + (framed ? 2 : 0), height: height + (framed ? 3 : 0) };
    if (shelf.x > BORDER && (!framed || shelf.x + full.width > target)) {
      y += shelf.height + BETWEEN_SHEETS;
      shelf = { x: BORDER, height: 0 };
    }
    const [left, top] = framed ? [shelf.x + 1, y + 2] : [shelf.x, y];
    if (framed) frames.push({ title: layout.sheet.title, x: shelf.x, y: y + 1.6, width: own + 2, height: height + 0.8 });
    for (const piece of placed) pieces.push({ drawn: piece.drawn, x: left + piece.x, y: top + piece.y });
    width = Math.max(width, shelf.x + full.width);
    shelf = { x: shelf.x + full.width + (framed ? BETWEEN_SHEETS : 0), height: Math.max(shelf.height, full.height) };
    if (!framed) {
      y += shelf.height + (layouts.length > 1 ? BETWEEN_SHEETS - 2 : 0);
      shelf = { x: BORDER, height: 0 };
    }
  }
  const height = y + shelf.height + BORDER;
  width += BORDER;
  const devices = sheetDevices(layouts);
  return {
    drawing: { svg: layouts.length === 0 ? '' : toSvg(pieces, frames, width, height), width: width * 10, height: Math.round(height * 100) / 10, devices },
    state: { sheets: new Map(layouts.map(({ sheet, state }) => [sheet.path, state])) },
    counters,
    layouts,
  };
}

/** Pieces of a sheet side by side, in the order of the text, on shelves of about the same width. */
function shelves({ drawn }: SheetLayout): { placed: PlacedPiece[]; width: number; height: number } {
  const area = drawn.reduce((sum, piece) => sum + piece.width * piece.height, 0);
  const target = Math.max(LEAST_WIDTH, Math.sqrt(area * 1.9), ...drawn.map((piece) => piece.width));
  const placed: PlacedPiece[] = [];
  let [x, y, deep, width] = [0, 0, 0, 0];
  for (const piece of drawn) {
    if (x > 0 && x + piece.width > target) {
      x = 0;
      y += deep + BETWEEN_PIECES;
      deep = 0;
    }
    placed.push({ drawn: piece, x, y });
    x += piece.width + BETWEEN_PIECES;
    width = Math.max(width, x - BETWEEN_PIECES);
    deep = Math.max(deep, piece.height);
  }
  return { placed, width, height: y + deep };
}

function sheetDevices(layouts: readonly SheetLayout[]): SchematicDrawing['devices'] {
  return layouts.flatMap(({ sheet }) => sheet.devices.map(({ name, origin }) => ({ name, uri: origin.uri, start: origin.start, end: origin.end })));
}
