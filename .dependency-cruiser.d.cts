/** The rules of dependency-cruiser, as far as test/structure reads them. */
declare const configuration: { readonly forbidden: readonly { readonly name: string }[] };
export = configuration;
