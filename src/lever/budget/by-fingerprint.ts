/** How many keys are kept before those are given up that are as good as new. */
const SWEEP_AT = 1_000;

/** Something for each key of Lever's, made when it is first asked for, and given up once it is as good as new. */
export class ByFingerprint<Kept extends { readonly isIdle: boolean }> {
  readonly #kept = new Map<string, Kept>();

  constructor(private readonly create: (fingerprint: string) => Kept) {}

  of(fingerprint: string): Kept {
    const known = this.#kept.get(fingerprint);
    if (known) return known;
    if (this.#kept.size >= SWEEP_AT) this.#sweep();
    const created = this.create(fingerprint);
    this.#kept.set(fingerprint, created);
    return created;
  }

  /** Undefined where it was never asked for, or was given up. */
  find(fingerprint: string): Kept | undefined {
    return this.#kept.get(fingerprint);
  }

  all(): readonly Kept[] {
    return [...this.#kept.values()];
  }

  #sweep(): void {
    for (const [fingerprint, kept] of this.#kept) {
      if (kept.isIdle) this.#kept.delete(fingerprint);
    }
  }
}
