/** How the config looks at the operator's files. Passed in, so that parsing stays pure: `edges/config-file.ts` has the real one. */
export interface FileReader {
  /** `~` and paths relative to the config file → absolute. */
  resolve(path: string): string;
  /** The text of a file, or the system's words why not. */
  read(
    absolute: string,
  ): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly because: string };
  exists(absolute: string): boolean;
}
