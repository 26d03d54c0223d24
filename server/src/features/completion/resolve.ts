import {
  dialectOf, elementByLetter, findDirective, findFunction, findFurtherWaveform, findOption, findParameter, findVariable, findWaveform, parametersOfModelType,
} from '@nodal/language';
import type { CompletionItem, MarkupContent } from 'vscode-languageserver';
import { argumentLines, cardText, code, parameterLine } from '../../markdown.js';
import type { Workspace } from '../../workspace.js';
import type { Feature } from '../feature.js';
import { CompletionByContext } from './provider.js';
import type { Subject } from './offer.js';
import { waveformSignature } from './waveforms.js';

/** Documentation of an item when somebody looks at it, so that lists stay small. */
export const completionResolve: Feature = {
  capabilities: { completionProvider: { triggerCharacters: CompletionByContext.TRIGGERS, resolveProvider: true } },
  register({ connection, workspace }) {
    connection.onCompletionResolve(async (item): Promise<CompletionItem> => {
      const text = item.data === undefined ? undefined : await documentationOf(item.data as Subject, workspace);
      return text === undefined ? item : { ...item, documentation: { kind: 'markdown', value: text } satisfies MarkupContent };
    });
  },
};


/** Markdown of what an item is about, from the tables. */
export async function documentationOf(subject: Subject, workspace: Workspace): Promise<string | undefined> {
  switch (subject.of) {
    case 'directive': {
      const facts = findDirective(subject.name);
      return facts && [code(facts.signature), facts.meaning, facts.dialects === undefined ? '' : `A card of ${facts.dialects.map((name) => dialectOf(name).title).join(', ')}.`, facts.effect === 'inert' ? 'Nodal does nothing with it.' : ''].filter(Boolean).join('\n\n');
    }
    case 'element': return elementByLetter(subject.name)?.meaning;
    case 'function': {
      const facts = findFunction(subject.name);
      return facts && [code(facts.signature), facts.meaning, facts.edges].filter(Boolean).join('\n\n');
    }
    case 'option': {
      const facts = findOption(subject.name);
      return facts && `${facts.meaning}${facts.acts || facts.informs ? '' : '\n\nNodal does not act on it.'}`;
    }
    case 'variable': return findVariable(subject.name)?.meaning;
    case 'waveform': {
      const facts = findWaveform(subject.name) ?? findFurtherWaveform(subject.name);
      return facts && [code(waveformSignature(facts)), facts.meaning, argumentLines(facts)].filter(Boolean).join('\n\n');
    }
    case 'model-parameter': return parameterLine(findParameter(parametersOfModelType(subject.type, subject.level) ?? [], subject.name));
    case 'instance-parameter': return parameterLine(findParameter(elementByLetter(subject.letter)?.parameters ?? [], subject.name));
    case 'indexed': {
      const text = await workspace.library?.disk.text(subject.uri);
      return text && code(cardText(text, subject.start));
    }
    case 'card': {
      const document = await workspace.source.read(subject.uri);
      return 'error' in document ? document.error : code(cardText(document.text, subject.start));
    }
  }
}
