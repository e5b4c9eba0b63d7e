import type { paths } from "./api.js";
import type { GetToken } from "./index.js";

type Method = "get" | "post" | "put" | "delete";
type PathOf<M extends Method> = {
    [P in keyof paths]: paths[P] extends { [K in M]: infer O } ? (O extends undefined ? never : P) : never;
}[keyof paths];
type OperationOf<P extends keyof paths, M extends Method> = paths[P] extends { [K in M]: infer O } ? O : never;
type ParametersOf<O> = O extends { parameters: { query?: infer Q; path?: infer P } } ? { query?: Q; path?: P } : {};
type BodyOf<O> = O extends { requestBody?: { content: { "application/json": infer B } } } ? B : never;
type ContentOf<R> = R extends { content: infer C } ? C[keyof C] : undefined;
type ResultOf<O> = O extends { responses: infer R }
    ? { [S in keyof R]: S extends 200 | 201 | 202 | 204 ? ContentOf<R[S]> : never }[keyof R]
    : never;

export interface CallOptions<O> {
    params?: ParametersOf<O>;
    body?: BodyOf<O>;
    /** Identifies the request, so that repeating it has no further effect. */
    idempotencyKey?: string;
}
type Call<M extends Method> = <P extends PathOf<M>>(
    path: P,
    options?: CallOptions<OperationOf<P, M>>,
) => Promise<ResultOf<OperationOf<P, M>>>;

export interface Client {
    get: Call<"get">;
    post: Call<"post">;
    put: Call<"put">;
    delete: Call<"delete">;
}
export interface ClientOptions {
    /** Address of the API. */
    api: string;
    getToken?: GetToken;
    /** Language of the messages. */
    lang?: string;
    fetch?: typeof globalThis.fetch;
}
export function createClient(options: ClientOptions): Client;

export class RollcallError extends Error {
    readonly status: number;
    readonly code: string | null;
    readonly document: Record<string, unknown>;
}

/** Yields all items of a list, which is read page by page. */
export function all<T>(
    list: (cursor: string | undefined) => Promise<{ items: T[]; next_cursor?: string | null }>,
): AsyncGenerator<T>;
