/** What a judge is given: an exposed gateway, as anybody on the network sees it. */
export interface Subject {
  /** What people type. */
  readonly name: string;
  /** Where the packets go, whatever DNS says. */
  readonly address: string;
  readonly kind: 'tls' | 'mtls';
  readonly profile: 'intermediate' | 'modern';
  /** Absolute path of the PEM roots that the certificate leads to; undefined: those that the world knows. */
  readonly rootsFile?: string;
  /** Absolute path of what `nginx -T` printed on the server. */
  readonly nginxDump: string;
  /** `mtls`: absolute paths of a valid device certificate and its key. */
  readonly device?: { readonly certificate: string; readonly key: string };
  /** A folder of this judge's own, for what its program writes. */
  readonly folder: string;
}

/** What a program left behind. */
export interface Output {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Text of a file in {@link Subject.folder}; '' where there is none. */
  readonly file: (name: string) => string;
}

/** `findings` empty: it has nothing to say against the server. */
export interface Finding {
  readonly summary: string;
  readonly findings: readonly string[];
  /** What it also said, each with the reason why it stays as it is. @default nothing */
  readonly accepted?: readonly string[];
}

/** A program that nobody here wrote, and how to read it. Pure: somebody else runs it. */
export interface Judge {
  readonly id: string;
  /** The program's own name. */
  readonly tool: string;
  /** What it judges, in a few words. */
  readonly asks: string;
  readonly appliesTo?: (subject: Subject) => boolean;
  /** Its command line; the first word is a program on PATH. */
  readonly argv: (subject: Subject) => readonly string[];
  /** Says its version on the first line that matches. */
  readonly version: { readonly argv: readonly string[]; readonly pattern: RegExp };
  /** @throws Error when the output is not what this program prints: it did not judge, and must not count as clean */
  readonly read: (output: Output, subject: Subject) => Finding;
  /** Seconds it may take. */
  readonly limitSeconds: number;
}

/** One judge's whole outcome. */
export interface Judged {
  readonly id: string;
  readonly tool: string;
  readonly version: string;
  readonly asks: string;
  /** As a person would type it: folders of one run are cut. */
  readonly command: string;
  /** `did-not-judge` is not a pass. */
  readonly outcome: 'clean' | 'findings' | 'did-not-judge';
  readonly summary: string;
  readonly findings: readonly string[];
  readonly accepted?: readonly string[];
  readonly seconds: number;
}
