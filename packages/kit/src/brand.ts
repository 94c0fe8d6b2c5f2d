/** A primitive that carries its unit or meaning in the type, and nothing at run time. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };
