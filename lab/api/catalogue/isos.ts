/** A few of the ISO images on offer, with Hetzner's ids. */
export interface Iso {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly type: 'public';
  readonly architecture: 'x86' | 'arm' | null;
  readonly deprecation: null;
  readonly deprecated: null;
}

const iso = (id: number, name: string, description: string): Iso => ({
  id,
  name,
  description,
  type: 'public',
  architecture: 'x86',
  deprecation: null,
  deprecated: null,
});

export const isos: readonly Iso[] = [
  iso(8637, 'SERVER_EVAL_x64FRE_en-us.iso', 'Windows Server 2022 English'),
  iso(8638, 'SERVER_EVAL_x64FRE_de-de.iso', 'Windows Server 2022 German'),
];

export const findIso = (idOrName: number | string): Iso | undefined =>
  isos.find((one) => String(one.id) === String(idOrName) || one.name === idOrName);
