import type { ParameterInformation, SignatureHelp, SignatureInformation } from 'vscode-languageserver';

/** A signature that is put together piece by piece, with the places of its parameters. */
export class Label {
  private text = '';
  private readonly parameters: ParameterInformation[] = [];

  /** Adds text that is no parameter. */
  plain(text: string): this {
    this.text += text;
    return this;
  }

  /** Adds a parameter, without the brackets around what may be left out; its index is the result. */
  parameter(text: string, documentation?: string): number {
    const start = this.text.length + /^\[*/.exec(text)![0].length;
    this.text += text;
    this.parameters.push({ label: [start, this.text.length - /\]*$/.exec(text)![0].length], ...(documentation === undefined || documentation === '' ? {} : { documentation: { kind: 'markdown', value: documentation } }) });
    return this.parameters.length - 1;
  }

  get count(): number {
    return this.parameters.length;
  }

  done(documentation?: string): SignatureInformation {
    return { label: this.text, parameters: this.parameters, ...(documentation === undefined || documentation === '' ? {} : { documentation: { kind: 'markdown', value: documentation } }) };
  }
}

/** Help with one signature. Without an active parameter none is marked: clients would else mark the first. */
export function helpOf(signature: SignatureInformation, active: number | undefined): SignatureHelp {
  return { signatures: [signature], activeSignature: 0, activeParameter: active ?? signature.parameters?.length ?? 0 };
}
