// Made from openapi/ by: npm run api
/* eslint-disable */
export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public keys that verify access tokens */
        get: operations["jwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
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
    "/v1/caseload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The therapist's own clients */
        get: operations["caseload"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clinics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The clinics that the asker works in or administers */
        get: operations["clinics"];
        put?: never;
        /** Add a clinic to the own organisation */
        post: operations["add_clinic"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clinics/{clinic_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One clinic that the asker works in or administers */
        get: operations["clinic"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a clinic's settings
         * @description Only what is named changes. It holds for the clinic's clients from their next offer on.
         */
        patch: operations["change_clinic"];
        trace?: never;
    };
    "/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Invite a client */
        post: operations["invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/{code}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Come in with a code
         * @description A code lets one person in once. Send an `id` of your own, and a lost answer can be asked for again.
         */
        post: operations["accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/clinic": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own clinic and therapist */
        get: operations["my_clinic"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring an organisation in */
        post: operations["add_organisation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Staff of the own clinic or organisation */
        get: operations["staff"];
        put?: never;
        /** Add a staff member to a clinic */
        post: operations["add_staff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a refresh token for the next tokens
         * @description Each refresh token brings the next one and ends, except that it may be sent again within 60 seconds when the
         *     answer was lost. A second use later, or after its successor was used, ends the session for everybody.
         */
        post: operations["token"];
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
        /** Caseload */
        Caseload: {
            /** Clients */
            clients: components["schemas"]["CaseloadEntry"][];
        };
        /**
         * CaseloadEntry
         * @description One of the therapist's clients; nothing of what they feel.
         */
        CaseloadEntry: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Joined */
            joined: boolean;
            /** Label */
            label?: string | null;
        };
        /**
         * ClientInvitation
         * @description A place for a client and the code that opens it.
         */
        ClientInvitation: {
            /**
             * Client Id
             * Format: uuid
             */
            client_id: string;
            /** Code */
            code: string;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
        };
        /** Clinics */
        Clinics: {
            /** Clinics */
            clinics: components["schemas"]["ClinicShown"][];
        };
        /** ClinicShown */
        ClinicShown: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Regulate From */
            regulate_from: number;
        };
        /**
         * InvitationShown
         * @description A code is shown this once. Asking again with the same id gives a new one and ends this one.
         */
        InvitationShown: {
            /** Code */
            code: string;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
        };
        /**
         * MyClinic
         * @description Where a client belongs; `therapist_id` is absent while nobody is named.
         */
        MyClinic: {
            /**
             * Clinic Id
             * Format: uuid
             */
            clinic_id: string;
            /** Name */
            name: string;
            /** Therapist Id */
            therapist_id?: string | null;
        };
        /**
         * OrganisationShown
         * @description `invitation` is for the organisation's first admin, `admin_id`.
         */
        OrganisationShown: {
            /**
             * Admin Id
             * Format: uuid
             */
            admin_id: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            invitation: components["schemas"]["InvitationShown"];
            /** Name */
            name: string;
        };
        /**
         * PostedAcceptance
         * @description `adult` has to be true for a client; staff may leave it out.
         */
        PostedAcceptance: {
            /**
             * Adult
             * @default false
             */
            adult: boolean;
            /**
             * Id
             * @description A random UUID, chosen by the client and kept until an answer has arrived. When an answer was lost, the same code with the same id lets the same person in again, as long as the code lasts. Without an id a code works once.
             */
            id?: string | null;
            /**
             * Occurred At
             * @description When it happened, if not now.
             */
            occurred_at?: string | null;
        };
        /**
         * PostedClinic
         * @description `regulate_from` is the intensity from which the body comes first.
         */
        PostedClinic: {
            /**
             * Id
             * @description Chosen by the client; sending the same again is safe.
             */
            id?: string | null;
            /** Name */
            name: string;
            /**
             * Occurred At
             * @description When it happened, if not now.
             */
            occurred_at?: string | null;
            /**
             * Regulate From
             * @default 8
             */
            regulate_from: number;
        };
        /**
         * PostedClinicChange
         * @description Only what is different now. `regulate_from`: the body comes first from 7 or from 8, never later.
         */
        PostedClinicChange: {
            /**
             * Id
             * @description Chosen by the client; sending the same again is safe.
             */
            id?: string | null;
            /**
             * Name
             * @description What the clinic is called.
             * @default
             */
            name: string;
            /**
             * Occurred At
             * @description When it happened, if not now.
             */
            occurred_at?: string | null;
            /**
             * Regulate From
             * @default 8
             */
            regulate_from: number;
        };
        /**
         * PostedInvitation
         * @description `clinic_id` is the inviter's own if left out; `label` is short and holds no name.
         */
        PostedInvitation: {
            /** Clinic Id */
            clinic_id?: string | null;
            /**
             * Id
             * @description Chosen by the client; sending the same again is safe.
             */
            id?: string | null;
            /** Label */
            label?: string | null;
            /**
             * Occurred At
             * @description When it happened, if not now.
             */
            occurred_at?: string | null;
            /**
             * Role
             * @constant
             */
            role: "client";
            /** Therapist Id */
            therapist_id?: string | null;
        };
        /** PostedOrganisation */
        PostedOrganisation: {
            /**
             * Id
             * @description Chosen by the client; sending the same again is safe.
             */
            id?: string | null;
            /** Name */
            name: string;
            /**
             * Occurred At
             * @description When it happened, if not now.
             */
            occurred_at?: string | null;
        };
        /** PostedRefresh */
        PostedRefresh: {
            /**
             * Grant Type
             * @constant
             */
            grant_type: "refresh_token";
            /**
             * Refresh Token
             * @description The newest one of the session. When an answer was lost, the same token may be sent again within 60 seconds; it brings another next token, and the one that was lost ends. Any other second use ends the session.
             */
            refresh_token: string;
        };
        /** PostedStaff */
        PostedStaff: {
            /**
             * Clinic Id
             * Format: uuid
             */
            clinic_id: string;
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
             * Role
             * @enum {string}
             */
            role: "therapist" | "clinic_admin";
        };
        /** StaffList */
        StaffList: {
            /** Staff */
            staff: components["schemas"]["StaffShown"][];
        };
        /** StaffMade */
        StaffMade: {
            /**
             * Clinic Id
             * Format: uuid
             */
            clinic_id: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            invitation: components["schemas"]["InvitationShown"];
            /**
             * Role
             * @enum {string}
             */
            role: "client" | "therapist" | "clinic_admin" | "org_admin" | "ops";
        };
        /**
         * StaffShown
         * @description `clinic_id` is absent for people of the whole organisation; `joined` once the invitation was accepted.
         */
        StaffShown: {
            /** Clinic Id */
            clinic_id?: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Joined */
            joined: boolean;
            /**
             * Role
             * @enum {string}
             */
            role: "client" | "therapist" | "clinic_admin" | "org_admin" | "ops";
        };
        /**
         * Tokens
         * @description `expires_in` is in seconds. The refresh token can be used once; it brings the next one.
         *
         *     Only when that answer was lost may it be sent again, within 60 seconds.
         */
        Tokens: {
            /** Access Token */
            access_token: string;
            /** Expires In */
            expires_in: number;
            /** Refresh Token */
            refresh_token: string;
            /** Roles */
            roles: ("client" | "therapist" | "clinic_admin" | "org_admin" | "ops")[];
            /**
             * Subject
             * Format: uuid
             */
            subject: string;
            /**
             * Token Type
             * @default Bearer
             * @constant
             */
            token_type: "Bearer";
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
    jwks: {
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
    caseload: {
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
                    "application/json": components["schemas"]["Caseload"];
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
    clinics: {
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
                    "application/json": components["schemas"]["Clinics"];
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
    add_clinic: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostedClinic"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClinicShown"];
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
    clinic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clinic_id: string;
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
                    "application/json": components["schemas"]["ClinicShown"];
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
    change_clinic: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the clinic as it was read. */
                "If-Match"?: string | null;
            };
            path: {
                clinic_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostedClinicChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClinicShown"];
                };
            };
            /** @description It is not the one that If-Match names any more. */
            412: {
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
    invite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostedInvitation"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClientInvitation"];
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
    accept: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostedAcceptance"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
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
    my_clinic: {
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
                    "application/json": components["schemas"]["MyClinic"];
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
    add_organisation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostedOrganisation"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationShown"];
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
    staff: {
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
                    "application/json": components["schemas"]["StaffList"];
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
    add_staff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostedStaff"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffMade"];
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
    token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostedRefresh"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
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
