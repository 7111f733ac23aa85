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
    "/v1/access-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who read the own reports and when, newest first
         * @description Openings stay here when their consent has ended.
         */
        get: operations["access_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own consents, newest first, ended ones too */
        get: operations["consents"];
        put?: never;
        /** Let a therapist see chosen fields of a period */
        post: operations["grant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consents/{consent_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One own consent */
        get: operations["consent"];
        put?: never;
        post?: never;
        /**
         * Take a consent back at once
         * @description What waits to be built is not built, and what was built is deleted here. A copy that somebody downloaded
         *     before cannot be called back.
         */
        delete: operations["withdraw"];
        options?: never;
        head?: never;
        /**
         * Make a consent less
         * @description Fewer fields, fewer days, an earlier end. For more, give a new consent.
         */
        patch: operations["narrow"];
        trace?: never;
    };
    "/v1/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own reports, newest first */
        get: operations["reports"];
        put?: never;
        /** Ask for a PDF within a consent */
        post: operations["ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/{report_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of a report */
        get: operations["report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/{report_id}/pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The PDF */
        get: operations["pdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/{report_id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let the consent's recipient see it
         * @description A PDF that the recipient downloads then cannot be called back.
         */
        post: operations["release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The page a PDF would be made from
         * @description Within a consent that is named, or with any fields, to look before giving one.
         */
        get: operations["preview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shared-with-me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last report that each client released to you */
        get: operations["shared_with_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shared-with-me/{client_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last report that a client released to you */
        get: operations["shared_by"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shared-with-me/{client_id}/pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Its PDF
         * @description Every opening is recorded, and the client can see it.
         */
        get: operations["shared_pdf"];
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
        /** AccessLog */
        AccessLog: {
            /** Openings */
            openings: components["schemas"]["OpeningShown"][];
        };
        /** Consents */
        Consents: {
            /** Consents */
            consents: components["schemas"]["ConsentShown"][];
        };
        /**
         * ConsentShown
         * @description `state` is `in_force`, `ended` by its own end, or `withdrawn`.
         */
        ConsentShown: {
            /** Before Each Session */
            before_each_session: boolean;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Fields */
            fields: ("period" | "feelings" | "high_moments" | "practices" | "homework" | "barriers" | "line" | "questions" | "triggers" | "patterns" | "notes")[];
            /** From */
            from?: string | null;
            /**
             * Granted At
             * Format: date-time
             */
            granted_at: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Proposals */
            proposals: boolean;
            /**
             * Recipient
             * Format: uuid
             */
            recipient: string;
            /**
             * State
             * @enum {string}
             */
            state: "in_force" | "ended" | "withdrawn";
            /** Text Version */
            text_version: string;
            /** To */
            to?: string | null;
        };
        /**
         * OpeningShown
         * @description `by` is who read the report: the client, or the recipient of its consent.
         */
        OpeningShown: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * By
             * Format: uuid
             */
            by: string;
            /**
             * Report Id
             * Format: uuid
             */
            report_id: string;
        };
        /**
         * PostedConsent
         * @description Without `expires_at` it ends after 90 days; the longest is 366. Without `from` or `to` that side is open.
         */
        PostedConsent: {
            /**
             * Before Each Session
             * @default false
             */
            before_each_session: boolean;
            /** Expires At */
            expires_at?: string | null;
            /** Fields */
            fields: ("period" | "feelings" | "high_moments" | "practices" | "homework" | "barriers" | "line" | "questions" | "triggers" | "patterns" | "notes")[];
            /**
             * From
             * @description The first day that may be shown.
             */
            from?: string | null;
            /**
             * Id
             * @description Chosen by the client; sending the same again is safe.
             */
            id?: string | null;
            /**
             * Occurred At
             * @description When it happened, if not now.
             */
            occurred_at?: string | null;
            /**
             * Proposals
             * @default false
             */
            proposals: boolean;
            /**
             * Recipient
             * Format: uuid
             * @description A therapist of the same organisation.
             */
            recipient: string;
            /**
             * Text Version
             * @description Which words were agreed to.
             */
            text_version: string;
            /**
             * To
             * @description The last day that may be shown.
             */
            to?: string | null;
        };
        /**
         * PostedNarrowing
         * @description What is to remain. What is left out stays as it is; nothing can become more.
         */
        PostedNarrowing: {
            /** Before Each Session */
            before_each_session?: boolean | null;
            /** Expires At */
            expires_at?: string | null;
            /** Fields */
            fields?: ("period" | "feelings" | "high_moments" | "practices" | "homework" | "barriers" | "line" | "questions" | "triggers" | "patterns" | "notes")[] | null;
            /** From */
            from?: string | null;
            /**
             * Id
             * @description Chosen by the client; sending the same again is safe.
             */
            id?: string | null;
            /**
             * Occurred At
             * @description When it happened, if not now.
             */
            occurred_at?: string | null;
            /** Proposals */
            proposals?: boolean | null;
            /** To */
            to?: string | null;
        };
        /**
         * PostedRelease
         * @description Nothing has to be said.
         */
        PostedRelease: {
            /**
             * Id
             * @description Chosen by the client; sending the same again is safe.
             */
            id?: string | null;
            /**
             * Occurred At
             * @description When it happened, if not now.
             */
            occurred_at?: string | null;
        };
        /**
         * PostedReport
         * @description Without `fields` all that the consent allows, but for notes, which are ticked one by one.
         */
        PostedReport: {
            /**
             * Consent Id
             * Format: uuid
             */
            consent_id: string;
            /** Fields */
            fields?: ("period" | "feelings" | "high_moments" | "practices" | "homework" | "barriers" | "line" | "questions" | "triggers" | "patterns" | "notes")[] | null;
            /**
             * From
             * Format: date
             * @description The first day shown.
             */
            from: string;
            /**
             * Id
             * @description Chosen by the client; sending the same again is safe.
             */
            id?: string | null;
            /**
             * Notes
             * @description Own check-ins whose words are shown.
             */
            notes?: string[];
            /**
             * Occurred At
             * @description When it happened, if not now.
             */
            occurred_at?: string | null;
            /**
             * To
             * Format: date
             * @description The last day shown; at most 366 days in all.
             */
            to: string;
            /**
             * Zone
             * @description The IANA time zone that days begin in.
             * @default UTC
             */
            zone: string;
        };
        /** Reports */
        Reports: {
            /** Reports */
            reports: components["schemas"]["ReportShown"][];
        };
        /**
         * ReportShown
         * @description `why` says why it will not be built; `pdf` is where it can be read once it is.
         */
        ReportShown: {
            /**
             * Consent Id
             * Format: uuid
             */
            consent_id: string;
            /** Fields */
            fields: ("period" | "feelings" | "high_moments" | "practices" | "homework" | "barriers" | "line" | "questions" | "triggers" | "patterns" | "notes")[];
            /**
             * From
             * Format: date
             */
            from: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Notes */
            notes: string[];
            /** Pages */
            pages?: number | null;
            /** Pdf */
            pdf?: string | null;
            /** Released At */
            released_at?: string | null;
            /**
             * Requested At
             * Format: date-time
             */
            requested_at: string;
            /** Size */
            size?: number | null;
            /**
             * State
             * @enum {string}
             */
            state: "requested" | "built" | "refused" | "released";
            /**
             * To
             * Format: date
             */
            to: string;
            why?: components["schemas"]["WhyShown"] | null;
            /** Zone */
            zone: string;
        };
        /** SharedReports */
        SharedReports: {
            /** Shared */
            shared: components["schemas"]["SharedShown"][];
        };
        /**
         * SharedShown
         * @description The last report that a client released. `fields` and the period are what it shows.
         */
        SharedShown: {
            /**
             * Client Id
             * Format: uuid
             */
            client_id: string;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Fields */
            fields: ("period" | "feelings" | "high_moments" | "practices" | "homework" | "barriers" | "line" | "questions" | "triggers" | "patterns" | "notes")[];
            /**
             * From
             * Format: date
             */
            from: string;
            /** Pages */
            pages: number;
            /** Pdf */
            pdf: string;
            /**
             * Released At
             * Format: date-time
             */
            released_at: string;
            /**
             * Report Id
             * Format: uuid
             */
            report_id: string;
            /** Size */
            size: number;
            /**
             * To
             * Format: date
             */
            to: string;
        };
        /** WhyShown */
        WhyShown: {
            /**
             * Code
             * @enum {string}
             */
            code: "consent_ended" | "consent_narrowed" | "nothing_to_show" | "could_not_be_built";
            /** Text */
            text: string;
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
    access_log: {
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
                    "application/json": components["schemas"]["AccessLog"];
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
    consents: {
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
                    "application/json": components["schemas"]["Consents"];
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
    grant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostedConsent"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentShown"];
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
    consent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                consent_id: string;
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
                    "application/json": components["schemas"]["ConsentShown"];
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
    withdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                consent_id: string;
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
    narrow: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the consent as it was read. */
                "If-Match"?: string | null;
            };
            path: {
                consent_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostedNarrowing"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentShown"];
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
    reports: {
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
                    "application/json": components["schemas"]["Reports"];
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
    ask: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostedReport"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportShown"];
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
    report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                report_id: string;
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
                    "application/json": components["schemas"]["ReportShown"];
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
    pdf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                report_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The PDF. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
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
    release: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                report_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PostedRelease"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportShown"];
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
    preview: {
        parameters: {
            query: {
                consent_id?: string | null;
                /** @description Give some of: period, feelings, high_moments, practices, homework, barriers, line, questions, triggers, patterns, notes; several with a comma between them. */
                fields?: string[];
                /** @description The first day shown. */
                from: string;
                /** @description Own check-ins whose words are shown. */
                note?: string[];
                /** @description The last day shown; at most 366 days in all. */
                to: string;
                /** @description The IANA time zone that days begin in. */
                zone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "text/html": string;
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
    shared_with_me: {
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
                    "application/json": components["schemas"]["SharedReports"];
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
    shared_by: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
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
                    "application/json": components["schemas"]["SharedShown"];
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
    shared_pdf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The PDF. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
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
