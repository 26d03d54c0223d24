import { bandedDrawing, type PieceResult } from './draw-piece.js';
import { connectedPieces } from './pieces.js';
import { feedbackBefore, signalDepths } from './depth.js';
import type { Drawn } from './drawing-model.js';
import { findIdioms } from './idioms.js';
import type { SchematicNetlist } from './netlist.js';
import { findPoses } from './orientation.js';
import type { Part, Pose } from './part.js';
import { findRails } from './rails.js';
import { sideOfPort } from './symbols/block.js';

/** What the next drawing of a sheet starts from. */
export interface SheetState {
  /** Drawn pieces by everything that decides how they look. */
  pieces: Map<string, Drawn>;
  /** By part: its place from left to right, its band, its pose, and the nets that it had then. */
  parts: Map<string, { order: number; band: number; pose: Pose; nets: string }>;
  /** Names of nets that had to be labelled. */
  labelled: Set<string>;
}

export interface Counters {
  /** States that the router's search expanded. */
  expansions: number;
  /** Nets that had to make way for others. */
  ripUps: number;
  /** Pieces laid out anew; others were taken from the former drawing. */
  laidOut: number;
  /** Layouts that the checker sent back. */
  rejected: number;
}

export interface SheetLayout {
  sheet: SchematicNetlist;
  drawn: Drawn[];
  state: SheetState;
}

/** Beyond this many rounds of repair every remaining net is labelled. */
const REPAIRS = 12;

/** Places and routes one sheet; every piece has passed the checker. */
export function layoutSheet(sheet: SchematicNetlist, former: SheetState | undefined, counters: Counters): SheetLayout {
  const labelled = new Set<number>();
  sheet.nets.forEach((net, index) => {
    if (former?.labelled.has(net.name)) labelled.add(index);
  });
  for (let round = 0; ; round++) {
    const attempt = attemptLayout(sheet, former, labelled, counters);
    if (attempt.troubled.length === 0) {
      attempt.layout.state.labelled = new Set([...labelled].map((net) => sheet.nets[net]!.name));
      return attempt.layout;
    }
    const troubled = round < REPAIRS ? attempt.troubled : sheet.nets.map((_, net) => net);
    for (const net of troubled) labelled.add(net);
  }
}

function attemptLayout(sheet: SchematicNetlist, former: SheetState | undefined, labelled: ReadonlySet<number>, counters: Counters): { layout: SheetLayout; troubled: number[] } {
  const rails = findRails(sheet, labelled);
  const nameOf = (net: number): string => sheet.nets[net]!.name;
  const styleOf = (net: number): (typeof rails.styles)[number] => rails.styles[net]!;
  const { parts, poses: wanted } = findIdioms(sheet, rails);
  const found = signalDepths(parts, rails, nameOf);
  const depths = feedbackBefore(parts, found);
  for (const part of parts) {
    if (part.form === 'terminal') part.side = sideOfPort(nameOf(part.nets[0]!)) ?? (depths[part.nets[0]!] === 0 ? 'left' : 'right');
  }
  const poses = findPoses(parts, rails, found, depths, wanted);
  const state: SheetState = { pieces: new Map(), parts: new Map(), labelled: new Set() };
  const key = (part: Part): string => part.nets.map((net) => `${nameOf(net)}:${styleOf(net)}`).join(' ');
  for (const part of parts) {
    const before = former?.parts.get(part.id);
    // As long as a part's connections are the same it stays as it was turned.
    if (before && before.nets === key(part) && part.form !== 'terminal') poses.set(part, before.pose);
  }
  const formerOrder = new Map([...(former?.parts ?? [])].map(([id, { order }]) => [id, order]));
  const formerBand = new Map([...(former?.parts ?? [])].map(([id, { band }]) => [id, band]));
  const drawn: Drawn[] = [];
  const troubled: number[] = [];
  let order = 0;
  for (const piece of connectedPieces(parts, (net) => styleOf(net) === 'wire')) {
    const signature = JSON.stringify(piece.map((part) => [part.form, part.id, key(part), poses.get(part), part.devices.map(({ name, label, value, gain, waveform }) => [name, label, value, gain ?? 0, waveform ?? '']), part.form === 'terminal' ? part.side : '']));
    const known = former?.pieces.get(signature);
    let result: PieceResult;
    if (known) {
      result = { drawn: known, order: piece.map(({ id }) => id).sort((a, b) => (formerOrder.get(a) ?? 0) - (formerOrder.get(b) ?? 0)), bandOf: formerBand, troubled: [] };
    } else {
      counters.laidOut++;
      result = bandedDrawing({ parts: piece, poses, styleOf, nameOf, netCount: sheet.nets.length, depths, formerOrder, formerBand }, counters);
    }
    troubled.push(...result.troubled);
    drawn.push(result.drawn);
    state.pieces.set(signature, result.drawn);
    const byId = new Map(piece.map((part) => [part.id, part]));
    for (const id of result.order) {
      const part = byId.get(id);
      if (part) state.parts.set(id, { order: order++, band: result.bandOf.get(id) ?? 0, pose: poses.get(part)!, nets: key(part) });
    }
  }
  return { layout: { sheet, drawn, state }, troubled };
}
