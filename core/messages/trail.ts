// Where in a message the work stands, so that errors and warnings can name the place.

/** Something that is readable, but not as the standards have it. */
export interface Warning {
  /** Where: `S2F41.parameters[0].CPNAME`. */
  readonly path: string;
  /** What: `E30 permits A, found U4`. */
  readonly state: string;
}

/** The way from a message to the place at work. Whoever goes down a step comes back up, unless it throws. */
export class Trail {
  /** How many steps down it is. */
  depth = 0;
  /** Names of fields and numbers of elements; those beyond the depth are left over. */
  readonly #steps: (string | number)[] = [];
  readonly #doing: string;
  readonly #root: string;
  readonly #warnings: Warning[] | undefined;

  constructor(doing: string, root: string, warnings?: Warning[]) {
    this.#doing = doing;
    this.#root = root;
    this.#warnings = warnings;
  }

  /** Whether anybody wants the warnings. */
  get strict(): boolean {
    return this.#warnings !== undefined;
  }

  /** `S2F41.parameters[0].CPNAME` */
  get path(): string {
    return this.#root +
      this.#steps.slice(0, this.depth).map((step) => typeof step === "number" ? `[${step}]` : `.${step}`)
        .join("");
  }

  /** Goes to a place a step below a depth. */
  enter(depth: number, step: string | number): void {
    this.#steps[depth] = step;
    this.depth = depth + 1;
  }

  /** Reports what is not as it should be. */
  warn(state: string): void {
    this.#warnings?.push({ path: this.path, state });
  }

  /** What does not fit here. */
  misfit(state: string, range = false): Misfit {
    return new Misfit(`Cannot ${this.#doing} ${this.path}: ${state}`, this.depth, range);
  }

  /** How many warnings there are. */
  get warned(): number {
    return this.#warnings?.length ?? 0;
  }

  /** Goes back to where it stood before an attempt. */
  rewind(depth: number, warned: number): void {
    this.depth = depth;
    if (this.#warnings !== undefined) this.#warnings.length = warned;
  }
}

/** Why a body does not fit, on its way to whoever wanted it. */
export class Misfit {
  readonly message: string;
  /** How many steps down it was found. */
  readonly depth: number;
  readonly #range: boolean;

  constructor(message: string, depth: number, range: boolean) {
    this.message = message;
    this.depth = depth;
    this.#range = range;
  }

  /** What the caller gets. */
  error(): TypeError | RangeError {
    return this.#range ? new RangeError(this.message) : new TypeError(this.message);
  }
}

/** Tries one after the other; when none fits, the one that came furthest says why. */
export function firstFit<T, R>(trail: Trail, ways: readonly T[], attempt: (way: T) => R): R {
  const { depth, warned } = trail;
  let furthest: Misfit | undefined;
  for (const way of ways) {
    try {
      return attempt(way);
    } catch (error) {
      if (!(error instanceof Misfit)) throw error;
      if (furthest === undefined || error.depth > furthest.depth) furthest = error;
      trail.rewind(depth, warned);
    }
  }
  throw furthest ?? trail.misfit("there is nothing it may be");
}
