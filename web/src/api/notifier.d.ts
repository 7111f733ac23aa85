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
    "/v1/occurrences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of the own reminders, newest first */
        get: operations["occurrences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/occurrences/{occurrence_id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It was seen */
        post: operations["confirm_occurrence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/occurrences/{occurrence_id}/snooze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** In 15 minutes, later today, or not today */
        post: operations["snooze_occurrence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reminders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own reminders, and whether they rest */
        get: operations["reminders"];
        put?: never;
        /**
         * Set a reminder: one a day at most, not in the quiet hours
         * @description The days of two reminders may not overlap. Within the person's quiet hours (22:00 to 08:00 unless
         *     `PUT /v1/profile` set others) that very time has to be allowed.
         */
        post: operations["set_reminder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reminders/{reminder_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One own reminder */
        get: operations["reminder"];
        put?: never;
        post?: never;
        /** Cancel a reminder; nobody asks why */
        delete: operations["cancel_reminder"];
        options?: never;
        head?: never;
        /**
         * Change a reminder; what is left out stays
         * @description With If-Match only that version is changed; else the answer is 412.
         */
        patch: operations["change_reminder"];
        trace?: never;
    };
    "/v1/reminders/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let all reminders rest */
        post: operations["pause_reminders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reminders/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reminders are wanted again, each as it is */
        post: operations["resume_reminders"];
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
         * NightShown
         * @description When nothing is sent unless that very time was allowed: the profile's quiet hours, else the usual ones.
         */
        NightShown: {
            /** From */
            from: string;
            /** To */
            to: string;
        };
        /** Occurrences */
        Occurrences: {
            /** Occurrences */
            occurrences: components["schemas"]["OccurrenceShown"][];
        };
        /**
         * OccurrenceShown
         * @description One moment of a reminder. `why` is said where it was not sent; `until` where it was moved to come again.
         */
        OccurrenceShown: {
            /**
             * Due At
             * Format: date-time
             */
            due_at: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Local Date
             * Format: date
             */
            local_date: string;
            /**
             * Reminder Id
             * Format: uuid
             */
            reminder_id: string;
            /**
             * State
             * @enum {string}
             */
            state: "due" | "sent" | "confirmed" | "snoozed" | "failed" | "suppressed" | "expired";
            /** Until */
            until: string | null;
            /** Why */
            why: ("done_already" | "quiet_asked" | "night" | "one_a_day" | "paused" | "too_late" | "address_refused" | "not_delivered" | "person_asked" | "change_first" | "asks_first") | null;
        };
        /**
         * PauseShown
         * @description Whether all reminders rest, and until when; without a time, until they are wanted again.
         */
        PauseShown: {
            /** Paused */
            paused: boolean;
            /** Until */
            until: string | null;
        };
        /**
         * PostedAnchor
         * @description After `after`, which usually happens at `usual_time`.
         */
        PostedAnchor: {
            /** After */
            after: string;
            /**
             * Usual Time
             * @description Local wall time, HH:MM.
             */
            usual_time: string;
        };
        /**
         * PostedChange
         * @description What is left out stays. Another time needs `at_night` once more if it lies at night.
         */
        PostedChange: {
            anchor?: components["schemas"]["PostedAnchor"] | null;
            /** Assignment Id */
            assignment_id?: string | null;
            /**
             * At
             * @description Local wall time, HH:MM; null follows the anchor.
             */
            at?: string | null;
            /** At Night */
            at_night?: boolean | null;
            channel?: components["schemas"]["PostedChannel"] | null;
            /** Days */
            days?: number[] | null;
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
            /** Text */
            text?: string | null;
            /** Until */
            until?: string | null;
            /** Zone */
            zone?: string | null;
        };
        /**
         * PostedChannel
         * @description How it reaches the person.
         */
        PostedChannel: {
            /** Address */
            address: string;
            /**
             * Type
             * @constant
             */
            type: "email";
        };
        /**
         * PostedNothing
         * @description Nothing has to be said.
         */
        PostedNothing: {
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
         * PostedPause
         * @description Without `until` they rest until they are wanted again.
         */
        PostedPause: {
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
            /** Until */
            until?: string | null;
        };
        /**
         * PostedReminder
         * @description Without `at` it comes five minutes after the anchor's usual time. Without `days` it comes every day.
         */
        PostedReminder: {
            anchor?: components["schemas"]["PostedAnchor"] | null;
            /**
             * Assignment Id
             * @description Done on a day, it stays silent for that day.
             */
            assignment_id?: string | null;
            /**
             * At
             * @description Local wall time, HH:MM.
             */
            at?: string | null;
            /**
             * At Night
             * @description Allows this very time within the quiet hours.
             * @default false
             */
            at_night: boolean;
            channel: components["schemas"]["PostedChannel"];
            /**
             * Days
             * @description ISO weekdays: 1 is Monday.
             */
            days?: number[] | null;
            /**
             * From
             * @description The first day.
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
             * Text
             * @description Says nothing about the person to others.
             */
            text?: string | null;
            /**
             * Until
             * @description The last day.
             */
            until?: string | null;
            /**
             * Zone
             * @description An IANA time zone, such as Europe/Madrid.
             */
            zone: string;
        };
        /**
         * PostedSnooze
         * @description 15 minutes from now, later today, or not today.
         */
        PostedSnooze: {
            /**
             * Id
             * @description Chosen by the client; sending the same again is safe.
             */
            id?: string | null;
            /**
             * Minutes
             * @enum {unknown}
             */
            minutes: 15 | "later" | "not_today";
            /**
             * Occurred At
             * @description When it happened, if not now.
             */
            occurred_at?: string | null;
        };
        /**
         * QuestionShown
         * @description This reminder went by three times, so that it asks in the app: "Wrong time, wrong task, or leave me be?"
         *
         *     It is not sent until something is said of reminders: a change, `DELETE`, `pause`, or `resume` to leave them as they
         *     are. `off`: nothing was said for 14 days, so that it is asked no more, and it is off until something is said.
         */
        QuestionShown: {
            /** Off */
            off: boolean;
            /**
             * Reminder Id
             * Format: uuid
             */
            reminder_id: string;
            /**
             * Since
             * Format: date-time
             */
            since: string;
        };
        /**
         * ReminderAnchor
         * @description After `after`, which usually happens at `usual_time` (local, HH:MM); the reminder comes five minutes later.
         */
        ReminderAnchor: {
            /** After */
            after: string;
            /** Usual Time */
            usual_time: string;
        };
        /**
         * ReminderChannel
         * @description How it reaches the person.
         */
        ReminderChannel: {
            /** Address */
            address: string;
            /**
             * Type
             * @constant
             */
            type: "email";
        };
        /**
         * Reminders
         * @description `asks`: the one that asks, one at a time; the others come as they do. Absent while none does.
         */
        Reminders: {
            asks: components["schemas"]["QuestionShown"] | null;
            pause: components["schemas"]["PauseShown"];
            quiet: components["schemas"]["NightShown"];
            /** Reminders */
            reminders: components["schemas"]["ReminderShown"][];
        };
        /**
         * ReminderShown
         * @description `next_at` is when it comes next; absent when it comes no more. `version` is also the ETag.
         *
         *     `silent`: its time lies in the quiet hours and was not allowed, so that nothing is sent. `off`: it asked, and nobody
         *     answered for 14 days, so that it is not sent until something is said of reminders.
         */
        ReminderShown: {
            anchor: components["schemas"]["ReminderAnchor"] | null;
            /** Assignment Id */
            assignment_id: string | null;
            /** At */
            at: string;
            /** At Night */
            at_night: boolean;
            channel: components["schemas"]["ReminderChannel"];
            /** Days */
            days: number[];
            /** From */
            from: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Next At */
            next_at: string | null;
            /** Off */
            off: boolean;
            /** Silent */
            silent: boolean;
            /** Text */
            text: string | null;
            /** Until */
            until: string | null;
            /** Version */
            version: number;
            /** Zone */
            zone: string;
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
    occurrences: {
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
                    "application/json": components["schemas"]["Occurrences"];
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
    confirm_occurrence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                occurrence_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PostedNothing"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OccurrenceShown"];
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
    snooze_occurrence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                occurrence_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostedSnooze"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OccurrenceShown"];
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
    reminders: {
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
                    "application/json": components["schemas"]["Reminders"];
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
    set_reminder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostedReminder"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReminderShown"];
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
    reminder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reminder_id: string;
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
                    "application/json": components["schemas"]["ReminderShown"];
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
    cancel_reminder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reminder_id: string;
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
    change_reminder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that is to be changed. */
                "if-match"?: string | null;
            };
            path: {
                reminder_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostedChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReminderShown"];
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
    pause_reminders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PostedPause"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PauseShown"];
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
    resume_reminders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PostedNothing"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PauseShown"];
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
