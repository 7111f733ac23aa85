// Made from openapi/ by: npm run api
/* eslint-disable */
export interface paths {
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process is alive */
        get: operations["livez"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Metrics in the Prometheus text format */
        get: operations["exposition"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process can do its work */
        get: operations["readyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/check-ins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own moments, newest first */
        get: operations["check_ins"];
        put?: never;
        /** Record a moment */
        post: operations["record"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/check-ins/{check_in_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One own moment */
        get: operations["check_in"];
        put?: never;
        post?: never;
        /**
         * Take a moment back for good
         * @description The moment counts as if it had never been, and the words of its note become unreadable.
         */
        delete: operations["retract"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/check-ins/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record moments that waited on a device */
        post: operations["record_many"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/emotions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The wheel of emotions */
        get: operations["emotions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * BatchResult
         * @description What became of one check-in: `status` as if it had been posted alone, and its body.
         */
        BatchResult: {
            check_in?: components["schemas"]["CheckInShown"] | null;
            /** Id */
            id?: string | null;
            /** Problem */
            problem?: {
                [key: string]: unknown;
            } | null;
            /** Status */
            status: number;
        };
        /**
         * BatchResults
         * @description One result for each check-in, in the order of the request.
         */
        BatchResults: {
            /** Results */
            results: components["schemas"]["BatchResult"][];
        };
        /**
         * CheckIns
         * @description A page of the own history, the newest moment first.
         */
        CheckIns: {
            /** Check Ins */
            check_ins: components["schemas"]["CheckInShown"][];
        };
        /**
         * CheckInShown
         * @description A recorded check-in. What was not said is absent; `next` is where the offer for this moment will be.
         */
        CheckInShown: {
            context?: components["schemas"]["Context"] | null;
            /** Emotions */
            emotions: string[];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Intensity */
            intensity: number;
            /** Next */
            next: string;
            /** Note */
            note?: string | null;
            /**
             * Occurred At
             * Format: date-time
             */
            occurred_at: string;
            /** Offered */
            offered?: string[] | null;
            /**
             * Recorded At
             * Format: date-time
             */
            recorded_at: string;
            /** Replaces */
            replaces?: string | null;
            /** Source */
            source?: string | null;
            /** Time Zone */
            time_zone?: string | null;
            /** Triggers */
            triggers: string[];
        };
        /**
         * Context
         * @description What the person said about the moment; each part may be missing.
         */
        Context: {
            /** Can Write */
            can_write?: boolean | null;
            /** Energy */
            energy?: ("low" | "medium" | "high") | null;
            /** Minutes */
            minutes?: number | null;
            /** Place */
            place?: ("bed" | "anywhere") | null;
            /** Privacy */
            privacy?: ("public" | "private") | null;
            /** Props */
            props?: string[];
            /** Sleep Hours */
            sleep_hours?: number | null;
        };
        /**
         * EmotionShown
         * @description One word of the wheel; `children` are ids, in the wheel's order. Store the id, because labels repeat.
         */
        EmotionShown: {
            /** Arousal */
            arousal: number;
            /** Care */
            care?: string | null;
            /** Children */
            children: string[];
            /** Id */
            id: string;
            /** Label */
            label: string;
            /**
             * Ring
             * @enum {string}
             */
            ring: "core" | "middle" | "outer";
            /** Valence */
            valence: number;
        };
        /** Wheel */
        Wheel: {
            /** Emotions */
            emotions: components["schemas"]["EmotionShown"][];
            /** Version */
            version: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    livez: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description A problem (RFC 9457): what is not possible, and what is allowed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        detail?: string;
                        errors?: {
                            detail: string;
                            field: string;
                        }[];
                        status: number;
                        title: string;
                        /** Format: uri */
                        type: string;
                    };
                };
            };
        };
    };
    exposition: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description A problem (RFC 9457): what is not possible, and what is allowed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        detail?: string;
                        errors?: {
                            detail: string;
                            field: string;
                        }[];
                        status: number;
                        title: string;
                        /** Format: uri */
                        type: string;
                    };
                };
            };
        };
    };
    readyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description A problem (RFC 9457): what is not possible, and what is allowed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        detail?: string;
                        errors?: {
                            detail: string;
                            field: string;
                        }[];
                        status: number;
                        title: string;
                        /** Format: uri */
                        type: string;
                    };
                };
            };
        };
    };
    check_ins: {
        parameters: {
            query?: {
                /** @description Opaque; from a rel=next link. */
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckIns"];
                };
            };
            /** @description A problem (RFC 9457): what is not possible, and what is allowed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        detail?: string;
                        errors?: {
                            detail: string;
                            field: string;
                        }[];
                        status: number;
                        title: string;
                        /** Format: uri */
                        type: string;
                    };
                };
            };
        };
    };
    record: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    context?: {
                        /** Can Write */
                        can_write?: boolean | null;
                        /** Energy */
                        energy?: ("low" | "medium" | "high") | null;
                        /** Minutes */
                        minutes?: number | null;
                        /** Place */
                        place?: ("bed" | "anywhere") | null;
                        /** Privacy */
                        privacy?: ("public" | "private") | null;
                        /** Props */
                        props?: string[];
                        /** Sleep Hours */
                        sleep_hours?: number | null;
                    } | null;
                    /** Emotions */
                    emotions: string[];
                    /**
                     * Id
                     * @description A random UUID (version 4 or 7), chosen by the client; sending the same again is safe.
                     */
                    id?: string | null;
                    /** Intensity */
                    intensity: number;
                    /** Note */
                    note?: string | null;
                    /**
                     * Occurred At
                     * @description When it happened, if not now.
                     */
                    occurred_at?: string | null;
                    /** Offered */
                    offered?: string[] | null;
                    /** Replaces */
                    replaces?: string | null;
                    /** Source */
                    source?: string | null;
                    /** Time Zone */
                    time_zone?: string | null;
                    /** Triggers */
                    triggers?: string[];
                };
            };
        };
        responses: {
            /** @description Recorded, now or before. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckInShown"];
                };
            };
            /** @description A problem (RFC 9457): what is not possible, and what is allowed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        detail?: string;
                        errors?: {
                            detail: string;
                            field: string;
                        }[];
                        status: number;
                        title: string;
                        /** Format: uri */
                        type: string;
                    };
                };
            };
        };
    };
    check_in: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                check_in_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckInShown"];
                };
            };
            /** @description A problem (RFC 9457): what is not possible, and what is allowed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        detail?: string;
                        errors?: {
                            detail: string;
                            field: string;
                        }[];
                        status: number;
                        title: string;
                        /** Format: uri */
                        type: string;
                    };
                };
            };
        };
    };
    retract: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                check_in_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457): what is not possible, and what is allowed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        detail?: string;
                        errors?: {
                            detail: string;
                            field: string;
                        }[];
                        status: number;
                        title: string;
                        /** Format: uri */
                        type: string;
                    };
                };
            };
        };
    };
    record_many: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Check Ins */
                    check_ins: unknown[];
                };
            };
        };
        responses: {
            /** @description One result for each, in the order of the request. */
            207: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description A problem (RFC 9457): what is not possible, and what is allowed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        detail?: string;
                        errors?: {
                            detail: string;
                            field: string;
                        }[];
                        status: number;
                        title: string;
                        /** Format: uri */
                        type: string;
                    };
                };
            };
        };
    };
    emotions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wheel"];
                };
            };
            /** @description A problem (RFC 9457): what is not possible, and what is allowed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        detail?: string;
                        errors?: {
                            detail: string;
                            field: string;
                        }[];
                        status: number;
                        title: string;
                        /** Format: uri */
                        type: string;
                    };
                };
            };
        };
    };
}
