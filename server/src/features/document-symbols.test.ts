import { afterEach, describe, expect, it } from 'vitest';
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import { serveMarked, type Session } from '../testing/session.js';

let session: Session | undefined;
afterEach(() => session?.stop());

const KINDS = Object.fromEntries(Object.entries(SymbolKind).map(([name, number]) => [number, name.toLowerCase()]));

async function outline(text: string, settings?: object): Promise<string> {
  session = await serveMarked(text);
  if (settings !== undefined) await session.configure(settings);
  const [uri] = session.marked.files.keys();
  const show = (symbols: DocumentSymbol[], indent: string): string[] => symbols.flatMap(({ name, detail, kind, range, children }) => [
    `${indent}${KINDS[kind]} ${name} ${detail ?? ''}`.trimEnd() + ` [${range.start.line}-${range.end.line}]`, ...show(children ?? [], `${indent}  `),
  ]);
  return show(await session.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument: { uri } }), '').join('\n');
}

describe('outline', () => {
  it('has what a deck holds, in its order', async () => {
    expect(await outline('t\n.param k=1 f(x)={x*k}\nv1 in 0 sin(0 1 1k)\n.subckt amp in out gain=1\n.param half={gain/2}\ne1 out 0\n+ in 0 {gain}\n.model dx d\n.ends amp\nx1 in out amp\n.func g(x,y) {x+y}\n.tran 1u 1m\n.step param k 1 2 1\n.meas tran top max v(out)\n.control\nrun\ntran 1u 2m\nmeas tran low min v(out)\n.endc\n.end\n')).toMatchInlineSnapshot(`
      "constant k 1 [1-1]
      function f (x) [1-1]
      object v1 in 0 sin(0 1 1k) [2-2]
      class amp in out [3-8]
        constant half {gain/2} [4-4]
        object e1 out 0 [5-6]
        struct dx d [7-7]
      object x1 in out amp [9-9]
      function g (x, y) [10-10]
      event .tran 1u 1m [11-11]
      event .step param k 1 2 1 [12-12]
      field top measure [13-13]
      module .control script [14-18]
        event run [15-15]
        event tran 1u 2m [16-16]
        field low measure [17-17]"
    `);
  });
  it('has the sections of a library, whether they are used or not', async () => {
    expect(await outline('--- a.lib\n* a library\n.lib tt\n.model nch nmos\n.subckt s a\nr1 a 0 1\n.ends\n.endl tt\n.lib ff\n.model nch nmos\n.endl\n')).toMatchInlineSnapshot(`
      "namespace tt section [1-6]
        struct nch nmos [2-2]
        class s a [3-5]
          object r1 a 0 1 [4-4]
      namespace ff section [7-9]
        struct nch nmos [8-8]"
    `);
  });
  it('follows a text that is being typed', async () => {
    expect(await outline('* t\n.subckt s a\nr1 a\n.model\n.param k=\n.subckt\nr2\n.meas tran\n.ends\n')).toMatchInlineSnapshot(`
      "class s a [1-9]
        object r1 a [2-2]
        constant k [4-4]
        class ? [5-8]
          object r2 [6-6]"
    `);
  });
  it('leaves elements out where a setting says so, and where there are too many', async () => {
    expect(await outline('t\nr1 a 0 1\n.op\n', { outline: { elements: false } })).toBe('event .op [2-2]');
    await session!.stop();
    expect(await outline(`t\n${Array.from({ length: 2001 }, (_, i) => `r${i} a 0 1`).join('\n')}\n.op\n`)).toBe('event .op [2002-2002]');
  });
});
