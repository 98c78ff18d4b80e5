/** A schema of the shared package, by the Standard Schema interface that its library implements. */
export interface Schema<Value> {
  readonly '~standard': {
    validate(value: unknown): Checked<Value> | PromiseLike<Checked<Value>>;
    readonly types?: { readonly output: Value } | undefined;
  };
}

type Checked<Value> = { readonly value: Value; readonly issues?: undefined } | { readonly issues: readonly unknown[] };

/** The value as the schema reads it, or undefined where it does not fit. */
export function read<Value>(schema: Schema<Value>, value: unknown): Value | undefined {
  const checked = schema['~standard'].validate(value);
  return 'value' in checked && checked.issues === undefined ? checked.value : undefined;
}
