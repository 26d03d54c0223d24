import { existsSync } from 'node:fs';
import { configurableNames, type DialectChoice, LineIndex, type LintConfiguration, type LintLayer, type LintSeverity, type Project, readProject, SEVERITY_NAMES } from '@nodal/language';
import { NodeFileSource } from '@nodal/server/files/node-file-source';
import { Projects } from '@nodal/server/files/projects';
import { uriOf } from '../input.js';
import { shownFile } from './find-files.js';

/** What the command line or a configuration says in a way that cannot be taken. */
export class BadOptionError extends Error {}

/** What holds for one file. */
export interface FileConfiguration {
  lint: LintConfiguration;
  /** URIs of folders in which libraries are looked for. */
  libraries: readonly string[];
  dialect: DialectChoice | undefined;
  /** Options of the formatter that are not as by default. */
  format: Project['format'];
}

export interface ConfigurationOptions {
  /** The configuration of all files, in place of the nearest `nodal.json`. */
  config?: string | undefined;
  /** `CODE=severity` */
  rule?: readonly string[];
  /** Above this folder no `nodal.json` is looked for. */
  root?: string | undefined;
}

/** What is configured for files: by the command line, below it by `nodal.json`. */
export class Configurations {
  private readonly source = new NodeFileSource();
  private readonly projects: Projects;
  private project: Promise<Project> | undefined;
  /** Places where a configuration was looked for. */
  readonly files = new Set<string>();

  private constructor(private readonly above: LintLayer | undefined, private readonly path: string | undefined, root: string | undefined) {
    this.projects = new Projects(this.source, () => (root === undefined ? [] : [uriOf(root)]));
    if (above !== undefined) this.projects.set({ above });
    this.projects.onRead((uri, text, project) => {
      this.files.add(uri);
      if (text !== undefined && project !== undefined) mustBeRight(project, text);
    });
  }

  static of({ config, rule = [], root }: ConfigurationOptions): Configurations {
    if (config !== undefined && !existsSync(config)) throw new BadOptionError(`--config ${config}: no such file`);
    return new Configurations(rule.length === 0 ? undefined : ruleLayer(rule), config, root);
  }

  /** Never rejects but by a `BadOptionError`, which says what is wrong with a configuration. */
  async of(uri: string): Promise<FileConfiguration> {
    const project = this.path === undefined ? await this.projects.of(uri) : await this.told(this.path);
    return { lint: this.projects.configurationOf(project), libraries: project?.libraries ?? [], dialect: project?.dialect, format: project?.format ?? {} };
  }

  /** Configurations changed on disk. */
  forget(): void {
    for (const uri of this.files) this.source.invalidate(uri);
    this.project = undefined;
    this.projects.forget();
  }

  /** The project that `--config` names. */
  private told(path: string): Promise<Project> {
    const uri = uriOf(path);
    this.files.add(uri);
    return this.project ??= this.source.read(uri).then((document) => {
      if ('error' in document) throw new BadOptionError(`--config ${path}: ${document.error}`);
      return mustBeRight(readProject(uri, document.text), document.text);
    });
  }
}

/** A configuration that is half understood would judge otherwise than its author thinks. */
function mustBeRight(project: Project, text: string): Project {
  if (project.findings.length === 0) return project;
  const lines = new LineIndex(text);
  throw new BadOptionError(project.findings.map(({ start, message, severity, code }) => {
    const { line, character } = lines.positionAt(start);
    return `${shownFile(project.uri)}:${line + 1}:${character + 1}: ${severity} ${code}: ${message}`;
  }).join('\nnodal: '));
}

/** `--rule CODE=severity` as settings, which win over those of files. */
export function ruleLayer(rules: readonly string[]): LintLayer {
  const names = new Set(configurableNames());
  const settings: Record<string, { severity: LintSeverity }> = {};
  for (const written of rules) {
    const [name = '', severity = ''] = written.split('=', 2).map((part) => part.trim());
    if (!names.has(name)) throw new BadOptionError(`--rule ${written}: there is no rule and no group of rules called '${name}'. \`nodal explain\` lists all.`);
    if (!isSeverity(severity)) throw new BadOptionError(`--rule ${written}: a severity is one of ${SEVERITY_NAMES.join(', ')}, as in --rule ${name}=off.`);
    settings[name] = { severity };
  }
  return { rules: settings };
}

function isSeverity(text: string): text is LintSeverity {
  return (SEVERITY_NAMES as readonly string[]).includes(text);
}
