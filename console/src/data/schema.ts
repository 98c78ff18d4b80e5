/** A schema of the shared package, by the Standard Schema interface that its library implements. */
export interface Schema<Value> {
  readonly '~standard': {
    validate(value: unknown): Checked<Value> | PromiseLike<Checked<Value>>;
    readonly types?: { readonly output: Value } | undefined;
  };
}

type Checked<Value> = { readonly value: Value; readonly issues?: undefined } | { readonly issues: readonly Issue[] };

/** What does not fit, and where. */
interface Issue {
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** The value as the schema reads it, or undefined where it does not fit. */
export function read<Value>(schema: Schema<Value>, value: unknown): Value | undefined {
  const checked = schema['~standard'].validate(value);
  return 'value' in checked && checked.issues === undefined ? checked.value : undefined;
}

/** The fields of a value that the schema does not take, by their outermost name; none where it fits. */
export function mistakes(schema: Schema<unknown>, value: unknown): string[] {
  const checked = schema['~standard'].validate(value);
  if (!('issues' in checked) || checked.issues === undefined) return [];
  return checked.issues.map((issue) => {
    const [first] = issue.path ?? [];
    return String(typeof first === 'object' ? first.key : first);
  });
}
