import { BY_DEFAULT, LintConfiguration, type LintLayer, type Project, PROJECT_FILE, readProject } from '@nodal/language';
import { type FileSource, isWithin } from './file-source.js';

/**
 * The `nodal.json` that holds for each netlist: the nearest one up the folders,
 * up to the folder of the workspace that it lies in. The command line and the
 * language server both look here.
 */
export class Projects {
  private readonly known = new Map<string, Promise<Project | undefined>>();
  private readonly configurations = new Map<Project | undefined, LintConfiguration>();
  private base: LintConfiguration = BY_DEFAULT;
  private over: LintLayer | undefined;
  private readonly listeners: ((uri: string, text: string | undefined, project: Project | undefined) => void)[] = [];

  /** `roots` are URIs of folders above which nobody looks; a file outside of them is looked for up to the top. */
  constructor(private readonly source: Pick<FileSource, 'read'>, private readonly roots: () => readonly string[] = () => []) {}

  /** The project of a file. */
  of(uri: string): Promise<Project | undefined> {
    const slash = uri.lastIndexOf('/');
    return slash < 0 || !/^[a-z][a-z0-9+.-]*:\/\//i.test(uri) ? Promise.resolve(undefined) : this.ofFolder(uri.slice(0, slash));
  }

  /** What holds for rules in a project: the editor's settings below, the file over them, over that what the command line says. */
  configurationOf(project: Project | undefined): LintConfiguration {
    let configuration = this.configurations.get(project);
    if (configuration === undefined) {
      configuration = this.base;
      if (project !== undefined) configuration = configuration.with(project.layer);
      if (this.over !== undefined) configuration = configuration.with(this.over);
      this.configurations.set(project, configuration);
    }
    return configuration;
  }

  /** Settings that a project wins over, and those that win over it. */
  set({ below, above }: { below?: LintLayer; above?: LintLayer }): void {
    if (below !== undefined) this.base = new LintConfiguration([below]);
    if (above !== undefined) this.over = above;
    this.configurations.clear();
  }

  /** Files of configuration may have come, gone or changed. */
  forget(): void {
    this.known.clear();
    this.configurations.clear();
  }

  /** Calls a listener for each place that was looked at: with the text and what it says, or without when nothing is there. */
  onRead(listener: (uri: string, text: string | undefined, project: Project | undefined) => void): void {
    this.listeners.push(listener);
  }

  private ofFolder(folder: string): Promise<Project | undefined> {
    let project = this.known.get(folder);
    if (project === undefined) this.known.set(folder, (project = this.look(folder)));
    return project;
  }

  private async look(folder: string): Promise<Project | undefined> {
    const uri = `${folder}/${PROJECT_FILE}`;
    const document = await this.source.read(uri);
    const text = 'error' in document ? undefined : document.text;
    const project = text === undefined ? undefined : readProject(uri, text);
    for (const listener of this.listeners) listener(uri, text, project);
    if (project !== undefined) return project;
    const above = folder.slice(0, folder.lastIndexOf('/'));
    // The last folder that has one above it is `scheme://authority`.
    if (this.roots().some((root) => isWithin(folder, [root]) && !isWithin(above, [root]))) return undefined;
    return /^[a-z][a-z0-9+.-]*:\/\/[^/]*(\/|$)/i.test(above) ? this.ofFolder(above) : undefined;
  }
}
