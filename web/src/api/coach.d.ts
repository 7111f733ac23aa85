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
    "/v1/cards/{card_id}/seen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * This card was seen
         * @description A card that nobody saw comes again. Again, or from another device, changes nothing.
         */
        post: operations["seen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clients/{client_id}/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Propose a small task to a client who takes proposals from you
         * @description It becomes part of the plan only when the client accepts it. Nothing else of the plan is shown.
         */
        post: operations["propose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/help": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Numbers for now */
        get: operations["help_now"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learn": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The pages there are to read */
        get: operations["pages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learn/{page_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One page */
        get: operations["page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/first-line": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What comes first where the body comes first, to keep on the device
         * @description It is made anew when the profile changes, otherwise at most once a day.
         */
        get: operations["first_line"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/techniques": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The techniques, and which of them suit the client
         * @description Sorted by name. What does not suit stays in the list, with the reasons. Without `lang` the language is the
         *     one that the client has set.
         */
        get: operations["my_techniques"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own plan, with its history and what waits for the session */
        get: operations["plan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plan/assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a task, with its tiny version */
        post: operations["add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plan/assignments/{assignment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One task with its whole history */
        get: operations["assignment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a task, or make it smaller
         * @description Only what is named changes; a target stays until somebody names it.
         */
        patch: operations["change"];
        trace?: never;
    };
    "/v1/plan/assignments/{assignment_id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a proposal in, as it is or smaller
         * @description To decline it, let go of it: POST /v1/plan/assignments/{id}/let-go.
         */
        post: operations["accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plan/assignments/{assignment_id}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Done, in some size */
        post: operations["attempt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plan/assignments/{assignment_id}/leave-as-it-is": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave it as it is
         * @description The answer to `change_first` of whoever wants no change; its reminders come again.
         */
        post: operations["leave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plan/assignments/{assignment_id}/let-go": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let go of it for good */
        post: operations["let_go"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plan/assignments/{assignment_id}/not-this-time": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Not this time
         * @description Worth as much as an attempt; answers what may help first.
         */
        post: operations["not_this_time"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plan/assignments/{assignment_id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let it rest */
        post: operations["pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plan/assignments/{assignment_id}/questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Five questions, of which one is enough */
        get: operations["questions"];
        put?: never;
        /**
         * Answer any of the five, and get a card to use
         * @description It can be ended after any question.
         */
        post: operations["answer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plan/assignments/{assignment_id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take it up again */
        post: operations["resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plan/assignments/{assignment_id}/smaller": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ways to make it smaller
         * @description In their order: less time, fewer parts, lighter, softer, an easier hour, with someone; the floor is last.
         */
        get: operations["smaller"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plan/barriers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What may get in the way, and what may help first */
        get: operations["barriers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plan/questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep a question for the session */
        post: operations["ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plan/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * The next session: its day, one line, questions
         * @description What is left out stays as it is; null takes it away. Questions are added.
         */
        put: operations["prepare"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plan/today": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Which size of each task fits now
         * @description At 8 and above, or 7 where the clinic says so, a first step for the body stands in. Nothing of it is kept.
         */
        post: operations["today"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own practices, newest first */
        get: operations["practices"];
        put?: never;
        /** Start a practice, or its smallest version */
        post: operations["start_practice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{practice_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One own practice, to go on with on any device */
        get: operations["practice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{practice_id}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The last step is done */
        post: operations["finish_practice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{practice_id}/rate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say later how it was
         * @description Adds what was not said before; what was said stays.
         */
        post: operations["rate_practice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{practice_id}/steps/{step}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Do the next step
         * @description Steps come in order. The same step with the same response again changes nothing.
         */
        post: operations["complete_step"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/{practice_id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leave it here */
        post: operations["stop_practice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/practices/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take in practices that were done offline
         * @description Each counts whole or not at all. What is recorded already stays, the first answer to each step with it.
         */
        post: operations["practices_done_offline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the client has set about themselves */
        get: operations["profile"];
        /**
         * Set it as a whole
         * @description What is left out is taken away. With If-Match nothing is taken away that another device has set.
         */
        put: operations["put_profile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recommendations/{cause}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The offer for a check-in, or the one that follows a practice */
        get: operations["recommendation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/safety-plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The copy that is kept here, if one is
         * @description No report and no export reads it, and looking at it is not recorded.
         */
        get: operations["kept_copy"];
        /**
         * Keep a copy
         * @description The words of the copy before become unreadable.
         */
        put: operations["keep_copy"];
        post?: never;
        /**
         * Keep no copy any more
         * @description Its words become unreadable. The page on the device stays.
         */
        delete: operations["drop_copy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Hear what happens, on any number of devices */
        get: operations["stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/techniques": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every practice with every step */
        get: operations["techniques"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/techniques/{technique_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One practice with every step */
        get: operations["technique"];
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
        /** AcceptedShown */
        AcceptedShown: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            what: "accepted";
        };
        /** AddedShown */
        AddedShown: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            what: "added";
        };
        /**
         * Anchor
         * @description After `after`, an existing daily thing, comes the tiny version. `usual_time` is local, as HH:MM.
         */
        Anchor: {
            /** After */
            after: string;
            /** Usual Time */
            usual_time?: string | null;
        };
        /** AnsweredAfter */
        AnsweredAfter: {
            /** Existing */
            existing: string;
            /** Usual Time */
            usual_time?: string | null;
        };
        /**
         * AnsweredSkipped
         * @description None of it is kept.
         */
        AnsweredSkipped: {
            /**
             * Cancelling
             * @default false
             */
            cancelling: boolean;
            /** Feeling */
            feeling?: string | null;
            /** Intensity */
            intensity?: number | null;
        };
        /**
         * AnsweredSmallest
         * @description `on_worst_day`: I would do this at a 9. Without it, a smaller one is suggested and nothing changes.
         */
        AnsweredSmallest: {
            /** On Worst Day */
            on_worst_day: boolean;
            /** Tiny */
            tiny: string;
        };
        /**
         * AssignmentShown
         * @description `attempts`, `days_done`, `days_with_it` and `body_first_days` count what was done and said, never gaps.
         *
         *     `ask_to_grow`: two easy weeks have gone by, so one may ask, with the words of `grow`; nothing grows by itself.
         *
         *     `tiny_next`: after a not-this-time the tiny version is what to show.
         *
         *     `etag` is what If-Match takes. The plan shows the newest part of each history; the assignment alone shows all.
         */
        AssignmentShown: {
            anchor?: components["schemas"]["Anchor"] | null;
            /**
             * Ask To Grow
             * @default false
             */
            ask_to_grow: boolean;
            /** Attempts */
            attempts: number;
            /** Body First Days */
            body_first_days: number;
            /**
             * Body First Days Count
             * @default true
             */
            body_first_days_count: boolean;
            /** Bundle */
            bundle?: string | null;
            /** Bundle Hint */
            bundle_hint?: string | null;
            change_first?: components["schemas"]["ChangeFirstShown"] | null;
            /** Days Done */
            days_done: number;
            /** Days With It */
            days_with_it: number;
            /** Ends */
            ends?: string | null;
            /** Etag */
            etag: string;
            followed: components["schemas"]["FollowedShown"];
            /** Grow */
            grow?: string | null;
            /** History */
            history: (components["schemas"]["AddedShown"] | components["schemas"]["ProposedShown"] | components["schemas"]["AcceptedShown"] | components["schemas"]["ChangedShown"] | components["schemas"]["AttemptShown"] | components["schemas"]["NotThisTimeShown"] | components["schemas"]["MovedShown"])[];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            if_then?: components["schemas"]["IfThen"] | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "check-in" | "technique" | "thought-record" | "experiment" | "monitoring" | "free";
            /**
             * Shown In
             * @default private
             * @enum {string}
             */
            shown_in: "private" | "report";
            /**
             * Source
             * @default self
             * @enum {string}
             */
            source: "therapist" | "self" | "both";
            /** Starts */
            starts?: string | null;
            /**
             * Status
             * @enum {string}
             */
            status: "active" | "paused" | "let_go";
            target?: components["schemas"]["Target"] | null;
            /** Technique Id */
            technique_id?: string | null;
            /**
             * Tiny Next
             * @default false
             */
            tiny_next: boolean;
            /** Title */
            title: string;
            versions: components["schemas"]["shared__events__plan__Versions"];
            /** Why */
            why?: string | null;
        };
        /**
         * AttemptNoted
         * @description `more` comes with the smaller versions.
         */
        AttemptNoted: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Body First */
            body_first: boolean;
            /** Check In Id */
            check_in_id?: string | null;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Energy Before */
            energy_before?: ("low" | "medium" | "high") | null;
            /** Helped */
            helped?: ("helped" | "a_bit" | "no" | "worse") | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Intensity After */
            intensity_after?: number | null;
            /** Intensity Before */
            intensity_before?: number | null;
            more?: components["schemas"]["MoreShown"] | null;
            /** Note */
            note?: string | null;
            /** Practice Id */
            practice_id?: string | null;
            /**
             * Version
             * @enum {string}
             */
            version: "full" | "small" | "tiny" | "other";
            /**
             * What
             * @default attempted
             * @constant
             */
            what: "attempted";
        };
        /**
         * AttemptShown
         * @description `day` is the day it counts on, by the person's own clock.
         */
        AttemptShown: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Body First */
            body_first: boolean;
            /** Check In Id */
            check_in_id?: string | null;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Energy Before */
            energy_before?: ("low" | "medium" | "high") | null;
            /** Helped */
            helped?: ("helped" | "a_bit" | "no" | "worse") | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Intensity After */
            intensity_after?: number | null;
            /** Intensity Before */
            intensity_before?: number | null;
            /** Note */
            note?: string | null;
            /** Practice Id */
            practice_id?: string | null;
            /**
             * Version
             * @enum {string}
             */
            version: "full" | "small" | "tiny" | "other";
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            what: "attempted";
        };
        /**
         * BarrierShown
         * @description `words` is what is shown to tap; `first_fix` what may help first.
         */
        BarrierShown: {
            /**
             * Code
             * @enum {string}
             */
            code: "forgot" | "low" | "anxious" | "put-off" | "perfect" | "stirs" | "ashamed" | "not-believe" | "too-big" | "too-hard" | "unclear" | "no-why" | "boring" | "not-mine" | "not-discussed" | "no-time" | "no-privacy" | "chaos" | "tech";
            /** First Fix */
            first_fix: string;
            /**
             * Group
             * @enum {string}
             */
            group: "me" | "task" | "life";
            /** Words */
            words: string;
        };
        /** BarriersShown */
        BarriersShown: {
            /** Barriers */
            barriers: components["schemas"]["BarrierShown"][];
        };
        /**
         * BodyStep
         * @description A movement or posture; `seconds` if the screen keeps the time.
         */
        BodyStep: {
            /**
             * Dims
             * @default false
             */
            dims: boolean;
            /**
             * Eyes Open
             * @default
             */
            eyes_open: string;
            /** Key */
            key: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "body";
            /** Seconds */
            seconds?: number | null;
            /** Text */
            text: string;
        };
        /**
         * BreatheStep
         * @description Timed breathing.
         */
        BreatheStep: {
            /**
             * Dims
             * @default false
             */
            dims: boolean;
            /**
             * Eyes Open
             * @default
             */
            eyes_open: string;
            /** Key */
            key: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "breathe";
            pace: components["schemas"]["Pace"];
            /** Text */
            text: string;
        };
        /**
         * Card
         * @description `kind` is the rule; `id` is what POST /v1/cards/{id}/seen takes. `line` is ready to be sent or said.
         *
         *     `beside` says where it belongs: next to the first option or below everything, so that nothing stands before the
         *     first step. `picture` are days with what was said on them; a day that is not there is not known.
         */
        Card: {
            /**
             * Beside
             * @default first_option
             * @enum {string}
             */
            beside: "first_option" | "below";
            /** Choices */
            choices: components["schemas"]["services__coach__cards__Choice"][];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "people" | "S3" | "S4" | "S5" | "S6" | "S7" | "S8" | "S9" | "S11";
            /** Line */
            line?: string | null;
            /**
             * Picture
             * @default []
             */
            picture: components["schemas"]["Day"][];
            /** Text */
            text: string;
            /** Title */
            title: string;
        };
        /**
         * Cautions
         * @description For whom a technique is not offered or is offered with changed wording. `because` finishes "Not offered: ...".
         *
         *     `words` is what the person reads before the first step; `note` is for those who write the catalogue.
         */
        Cautions: {
            /**
             * Adapt If
             * @default []
             */
            adapt_if: ("panic" | "breath-focus-worse" | "asthma-copd" | "pregnancy" | "cardiac" | "low-high-bp" | "fainting" | "seizures" | "injury-pain" | "limited-mobility" | "raynaud-cold-allergy" | "trauma-dissociation" | "psychosis" | "bipolar" | "eating-disorder" | "ocd" | "touch-aversion" | "unsafe-home" | "substance-recovery" | "migraine-scent" | "low-vision" | "deaf-hoh")[];
            /**
             * Avoid If
             * @default []
             */
            avoid_if: ("panic" | "breath-focus-worse" | "asthma-copd" | "pregnancy" | "cardiac" | "low-high-bp" | "fainting" | "seizures" | "injury-pain" | "limited-mobility" | "raynaud-cold-allergy" | "trauma-dissociation" | "psychosis" | "bipolar" | "eating-disorder" | "ocd" | "touch-aversion" | "unsafe-home" | "substance-recovery" | "migraine-scent" | "low-vision" | "deaf-hoh")[];
            /**
             * Because
             * @default
             */
            because: string;
            /**
             * Not For Care
             * @default []
             */
            not_for_care: ("despair" | "shame" | "trauma" | "dissociation" | "grief" | "harm" | "safety" | "watch")[];
            /**
             * Note
             * @default
             */
            note: string;
            /**
             * Words
             * @default
             */
            words: string;
        };
        /** ChangedAnchor */
        ChangedAnchor: {
            /** After */
            after?: string | null;
            /** Usual Time */
            usual_time?: string | null;
        };
        /** ChangedIfThen */
        ChangedIfThen: {
            /** Action */
            action?: string | null;
            /** Active */
            active?: boolean | null;
            /** Cue */
            cue?: string | null;
            /** Cue Kind */
            cue_kind?: ("feeling" | "time" | "place" | "event") | null;
            /** Feelings */
            feelings?: string[] | null;
            hours?: components["schemas"]["WrittenHours"] | null;
            /** Place */
            place?: ("bed" | "anywhere") | null;
            /** Said */
            said?: boolean | null;
            /** Technique Id */
            technique_id?: string | null;
            /** Triggers */
            triggers?: string[] | null;
        };
        /**
         * ChangedShown
         * @description `changed` names the parts, none where it was left as it is on purpose; `because` is the barrier it answered.
         */
        ChangedShown: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Because */
            because?: ("forgot" | "low" | "anxious" | "put-off" | "perfect" | "stirs" | "ashamed" | "not-believe" | "too-big" | "too-hard" | "unclear" | "no-why" | "boring" | "not-mine" | "not-discussed" | "no-time" | "no-privacy" | "chaos" | "tech") | null;
            /**
             * By
             * @enum {string}
             */
            by: "client" | "therapist";
            /** Changed */
            changed: string[];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            what: "changed";
        };
        /** ChangedTarget */
        ChangedTarget: {
            /** Times Per Week */
            times_per_week?: number | null;
            /** When */
            when?: string | null;
        };
        /** ChangedVersions */
        ChangedVersions: {
            /** Full */
            full?: string | null;
            /** Full Energy */
            full_energy?: ("low" | "medium" | "high") | null;
            /** Small */
            small?: string | null;
            /** Small Energy */
            small_energy?: ("low" | "medium" | "high") | null;
            /** Tiny */
            tiny?: string | null;
            /** Tiny Medium */
            tiny_medium?: ("tap" | "notice" | "say" | "move") | null;
            /** Tiny Seconds */
            tiny_seconds?: number | null;
        };
        /**
         * ChangeFirstShown
         * @description The same thing got in the way twice: the task changes before the next reminder. `smaller` are ways to do that.
         */
        ChangeFirstShown: {
            /**
             * Barrier
             * @enum {string}
             */
            barrier: "forgot" | "low" | "anxious" | "put-off" | "perfect" | "stirs" | "ashamed" | "not-believe" | "too-big" | "too-hard" | "unclear" | "no-why" | "boring" | "not-mine" | "not-discussed" | "no-time" | "no-privacy" | "chaos" | "tech";
            /** Fix */
            fix: string;
            /** Smaller */
            smaller: string[];
        };
        /** ChoiceShown */
        ChoiceShown: {
            /** Barrier */
            barrier?: ("forgot" | "low" | "anxious" | "put-off" | "perfect" | "stirs" | "ashamed" | "not-believe" | "too-big" | "too-hard" | "unclear" | "no-why" | "boring" | "not-mine" | "not-discussed" | "no-time" | "no-privacy" | "chaos" | "tech") | null;
            /** Code */
            code: string;
            /** Label */
            label: string;
        };
        /**
         * ChoiceStep
         * @description Tap one option, or several with `many`. With `each` it is asked for each thing named in the step before.
         *
         *     `source` names what a screen may show beside the options from the person's own things; the options stand without it.
         */
        ChoiceStep: {
            /**
             * Dims
             * @default false
             */
            dims: boolean;
            /**
             * Each
             * @default false
             */
            each: boolean;
            /**
             * Eyes Open
             * @default
             */
            eyes_open: string;
            /** Key */
            key: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "choice";
            /**
             * Many
             * @default false
             */
            many: boolean;
            /** Options */
            options: components["schemas"]["shared__catalogue__steps__Choice"][];
            /** Source */
            source?: ("people" | "feeling" | "wheel-neighbours" | "today" | "values" | "techniques") | null;
            /** Text */
            text: string;
        };
        /**
         * CrisisResources
         * @description What the crisis page shows. `country` is the row's code, None for `other`.
         *
         *     `notice` stands beside the numbers: that they are not checked, or when they last were, if that is long ago.
         *     With `websites_first` the directories come before the lines. `unsafe_home` is for somebody who is not safe where
         *     they are; where it is empty, the emergency number is for that too.
         */
        CrisisResources: {
            /** Country */
            country: string | null;
            /** Emergency */
            emergency: components["schemas"]["EmergencyNumber"][];
            /** Lines */
            lines: components["schemas"]["Line"][];
            /** Notice */
            notice: string;
            /** Unsafe Home */
            unsafe_home: components["schemas"]["Line"][];
            /** Websites */
            websites: components["schemas"]["Website"][];
            /** Websites First */
            websites_first: boolean;
        };
        /**
         * Day
         * @description One day of the picture: how strong each unpleasant check-in was, in the order of the day.
         */
        Day: {
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Intensities */
            intensities: number[];
        };
        /**
         * EmergencyNumber
         * @description A number for danger now.
         */
        EmergencyNumber: {
            /**
             * Checked By
             * @default []
             */
            checked_by: string[];
            /** Last Checked */
            last_checked?: string | null;
            /**
             * Note
             * @default
             */
            note: string;
            /** Number */
            number: string;
            /**
             * Source
             * @default
             */
            source: string;
        };
        /**
         * Evidence
         * @description The best support for the method family cited, and how near this exercise is to what was tested.
         *
         *     `doubt` says why the label looks stronger than what was seen of its references. Where it stands, no sentence shown
         *     to anybody speaks of evidence (docs/decisions/0015); the label itself, and with it the score, is the plan's.
         */
        Evidence: {
            /**
             * Directness
             * @enum {string}
             */
            directness: "direct" | "component" | "principle" | "consensus";
            /**
             * Doubt
             * @default
             */
            doubt: string;
            /** Refs */
            refs: string[];
            /**
             * Strength
             * @enum {string}
             */
            strength: "meta-analysis" | "RCT" | "lab-study" | "practice-consensus";
        };
        /**
         * FirstLinePending
         * @description There is no pack yet; ask again later.
         */
        FirstLinePending: {
            /**
             * Pending
             * @default true
             * @constant
             */
            pending: true;
        };
        /**
         * FirstLineShown
         * @description What to offer first without the network. `table`: emotion id -> for each of `intensities` one place in `orders`;
         *     an order is a list of places in `techniques`, best first.
         *
         *     `versions` are what it was made with. It knows a profile whose ETag holds a number up to `versions.practices`.
         */
        FirstLineShown: {
            /** Intensities */
            intensities: number[];
            /** Orders */
            orders: number[][];
            /**
             * Pending
             * @default false
             * @constant
             */
            pending: false;
            /**
             * Prepared At
             * Format: date-time
             */
            prepared_at: string;
            /** Regulate First From */
            regulate_first_from: number;
            /** Table */
            table: {
                [key: string]: number[];
            };
            /** Techniques */
            techniques: string[];
            versions: components["schemas"]["services__coach__api__shapes__Versions"];
        };
        /**
         * FollowedShown
         * @description Since each stands as it does: different days with something done after the anchor, and how often the if-then
         *     plan was done. Null where there is none.
         */
        FollowedShown: {
            /** Anchor Days */
            anchor_days?: number | null;
            /** If Then Times */
            if_then_times?: number | null;
        };
        /**
         * Hours
         * @description A span of local wall time (HH:MM), which may go over midnight.
         */
        Hours: {
            /** Ends */
            ends: string;
            /** Starts */
            starts: string;
        };
        /**
         * IfThen
         * @description When `cue` comes, `action` follows. `said` is whether it was said once to oneself.
         *
         *     `technique_id` is the action where it is a technique. `feelings` (ids or prefixes of ids), `triggers`, `place` and
         *     `hours` are what of the cue can be compared with a moment: each that is given has to fit, of a list one.
         */
        IfThen: {
            /** Action */
            action: string;
            /**
             * Active
             * @default true
             */
            active: boolean;
            /** Cue */
            cue: string;
            /** Cue Kind */
            cue_kind?: ("feeling" | "time" | "place" | "event") | null;
            /** Feelings */
            feelings?: string[];
            hours?: components["schemas"]["Hours"] | null;
            /** Place */
            place?: ("bed" | "anywhere") | null;
            /**
             * Said
             * @default false
             */
            said: boolean;
            /** Technique Id */
            technique_id?: string | null;
            /** Triggers */
            triggers?: string[];
        };
        /**
         * InfoStep
         * @description A sentence or two to read or hear.
         */
        InfoStep: {
            /**
             * Dims
             * @default false
             */
            dims: boolean;
            /**
             * Eyes Open
             * @default
             */
            eyes_open: string;
            /** Key */
            key: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "info";
            /** Text */
            text: string;
        };
        JsonValue: unknown;
        /** LearnEntry */
        LearnEntry: {
            /**
             * Audience
             * @enum {string}
             */
            audience: "client" | "professional";
            /** Id */
            id: string;
            /** Lead */
            lead: string;
            /** Title */
            title: string;
        };
        /** LearnPageShown */
        LearnPageShown: {
            /**
             * Audience
             * @enum {string}
             */
            audience: "client" | "professional";
            /**
             * Direction
             * @enum {string}
             */
            direction: "ltr" | "rtl";
            /** Id */
            id: string;
            /** Language */
            language: string;
            /** Lead */
            lead: string;
            /** References */
            references: components["schemas"]["SourceShown"][];
            /** Reviewed By */
            reviewed_by: string[];
            /** Sections */
            sections: components["schemas"]["Section"][];
            /** Title */
            title: string;
        };
        /**
         * LearnShown
         * @description `notice` says that nobody has reviewed the pages clinically, as long as that is so.
         */
        LearnShown: {
            /**
             * Direction
             * @enum {string}
             */
            direction: "ltr" | "rtl";
            /** Language */
            language: string;
            /** Notice */
            notice: string;
            /** Pages */
            pages: components["schemas"]["LearnEntry"][];
            /** Version */
            version: number;
        };
        /**
         * Line
         * @description Somebody to call or write to. What is not known is empty.
         *
         *     `seen`: the number stood in a page that was read while the list was written. The page is not recorded, so this is
         *     no check.
         */
        Line: {
            /** Channels */
            channels: ("call" | "text" | "chat")[];
            /**
             * Checked By
             * @default []
             */
            checked_by: string[];
            /**
             * Cost
             * @default
             */
            cost: string;
            /**
             * Hours
             * @default
             */
            hours: string;
            /**
             * Keyword
             * @default
             */
            keyword: string;
            /**
             * Languages
             * @default []
             */
            languages: string[];
            /** Last Checked */
            last_checked?: string | null;
            /**
             * Name
             * @default
             */
            name: string;
            /**
             * Note
             * @default
             */
            note: string;
            /** Number */
            number: string;
            /**
             * Seen
             * @default false
             */
            seen: boolean;
            /**
             * Source
             * @default
             */
            source: string;
        };
        /**
         * MoreShown
         * @description After a start one may go on; `enough` is what is chosen unless somebody taps `more`.
         */
        MoreShown: {
            /**
             * Chosen
             * @default enough
             * @constant
             */
            chosen: "enough";
            /** Enough */
            enough: string;
            /** More */
            more: string;
        };
        /** MovedShown */
        MovedShown: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            what: "let_go" | "paused" | "resumed";
        };
        /**
         * MyTechnique
         * @description A technique without its steps, which GET /v1/techniques/{id} has. `minutes` is how long it keeps the person.
         *
         *     `suitable`: nothing speaks against it. `reasons` say what does, and what to go gently with.
         */
        MyTechnique: {
            /**
             * Channel
             * @enum {string}
             */
            channel: "breath" | "senses" | "body" | "mind-task" | "words" | "image" | "people";
            /**
             * Energy
             * @enum {string}
             */
            energy: "low" | "medium" | "high";
            /** Family */
            family: string;
            /** First Line */
            first_line: boolean;
            /** Id */
            id: string;
            /** Intensity */
            intensity: [
                number,
                number
            ];
            /**
             * Level
             * @enum {string}
             */
            level: "regulate" | "reflect" | "act";
            /** Minutes */
            minutes: number;
            /** Name */
            name: string;
            /** Purpose */
            purpose: string;
            /** Reasons */
            reasons: components["schemas"]["ReasonShown"][];
            /** Suitable */
            suitable: boolean;
        };
        /**
         * MyTechniques
         * @description By name. `notice` says that nobody has reviewed the techniques clinically, as long as that is so of any.
         */
        MyTechniques: {
            /** Language */
            language: string;
            /** Notice */
            notice: string;
            /** Techniques */
            techniques: components["schemas"]["MyTechnique"][];
            /** Version */
            version: number;
        };
        /**
         * Needs
         * @description What a practice asks of the moment.
         */
        Needs: {
            /**
             * Place
             * @enum {string}
             */
            place: "anywhere" | "quiet" | "bed" | "indoors" | "outdoors";
            /**
             * Privacy
             * @enum {string}
             */
            privacy: "discreet" | "visible" | "private";
            /**
             * Props
             * @default []
             */
            props: ("water-or-cool-object" | "cold-pack" | "music" | "contact")[];
            /**
             * Writing
             * @enum {string}
             */
            writing: "none" | "optional" | "short" | "long";
        };
        /** NotOfferedShown */
        NotOfferedShown: {
            /** Name */
            name: string;
            reason: components["schemas"]["ReasonShown"];
            /** Technique Id */
            technique_id: string;
        };
        /**
         * NotThisTimeNoted
         * @description `first_fix`: what may help first, by barrier, in the order in which they were named. `cards` stand below it.
         */
        NotThisTimeNoted: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Barriers */
            barriers: ("forgot" | "low" | "anxious" | "put-off" | "perfect" | "stirs" | "ashamed" | "not-believe" | "too-big" | "too-hard" | "unclear" | "no-why" | "boring" | "not-mine" | "not-discussed" | "no-time" | "no-privacy" | "chaos" | "tech")[];
            /** Cards */
            cards: components["schemas"]["Card"][];
            /**
             * Day
             * Format: date
             */
            day: string;
            /** First Fix */
            first_fix: {
                [key: string]: string;
            };
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Line */
            line?: string | null;
            /**
             * What
             * @default not_this_time
             * @constant
             */
            what: "not_this_time";
        };
        /** NotThisTimeShown */
        NotThisTimeShown: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Barriers */
            barriers: ("forgot" | "low" | "anxious" | "put-off" | "perfect" | "stirs" | "ashamed" | "not-believe" | "too-big" | "too-hard" | "unclear" | "no-why" | "boring" | "not-mine" | "not-discussed" | "no-time" | "no-privacy" | "chaos" | "tech")[];
            /**
             * Day
             * Format: date
             */
            day: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Line */
            line?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            what: "not_this_time";
        };
        /**
         * OfferPending
         * @description The offer is being made; ask again at `href`.
         */
        OfferPending: {
            /**
             * Cause
             * Format: uuid
             */
            cause: string;
            /** Href */
            href: string;
            /**
             * Pending
             * @default true
             * @constant
             */
            pending: true;
        };
        /**
         * OfferShown
         * @description `cards` stand beside the options and never in front of them.
         */
        OfferShown: {
            /** Cards */
            cards: components["schemas"]["Card"][];
            /**
             * Cause
             * Format: uuid
             */
            cause: string;
            /**
             * Check In Id
             * Format: uuid
             */
            check_in_id: string;
            /** Intensity */
            intensity: number;
            /** Not Offered */
            not_offered: components["schemas"]["NotOfferedShown"][];
            /** Options */
            options: components["schemas"]["OptionShown"][];
            /**
             * Pending
             * @default false
             * @constant
             */
            pending: false;
            /**
             * Phase
             * @enum {string}
             */
            phase: "g1" | "g2" | "offer" | "reflect" | "savour" | "people";
            tiny?: components["schemas"]["TinyShown"] | null;
            versions: components["schemas"]["services__coach__api__shapes__Versions"];
        };
        /**
         * OptionShown
         * @description `score` (-15..100) and its `terms` (0..1) stand with the three of the offer; further ones come without.
         */
        OptionShown: {
            /** Minutes */
            minutes: number;
            /** Name */
            name: string;
            /** Reasons */
            reasons: components["schemas"]["ReasonShown"][];
            /** Score */
            score?: number | null;
            /** Technique Id */
            technique_id: string;
            /** Terms */
            terms?: {
                [key: string]: number;
            };
        };
        /**
         * Pace
         * @description One breath in seconds, and how long to go on: `rounds` or `seconds`, never both.
         *
         *     `top_up` is a second, smaller in-breath. In the data and on the wire the names are `in` and `out`.
         */
        Pace: {
            /**
             * Hold
             * @default 0
             */
            hold: number;
            /**
             * Hold After
             * @default 0
             */
            hold_after: number;
            /** In */
            in: number;
            /** Out */
            out: number;
            /** Rounds */
            rounds?: number | null;
            /** Seconds */
            seconds?: number | null;
            /**
             * Top Up
             * @default 0
             */
            top_up: number;
        };
        /**
         * PageShown
         * @description `kept` is false, and everything empty, where there is no copy here. The page itself is on the device.
         */
        PageShown: {
            /**
             * Alone
             * @description What I can do by myself.
             * @default
             */
            alone: string;
            /** Kept */
            kept: boolean;
            /** Kept At */
            kept_at?: string | null;
            /** People */
            people?: components["schemas"]["Reachable"][];
            /**
             * People I Can Ask
             * @description Whom I can ask for help.
             * @default
             */
            people_i_can_ask: string;
            /**
             * Places And People
             * @description Places and people that take my mind off it.
             * @default
             */
            places_and_people: string;
            /**
             * Professionals And Lines
             * @description Professionals and lines I can call.
             * @default
             */
            professionals_and_lines: string;
            /**
             * Safer Surroundings
             * @description What makes the place around me safer.
             * @default
             */
            safer_surroundings: string;
            /**
             * Warning Signs
             * @description How I notice that it is getting hard.
             * @default
             */
            warning_signs: string;
        };
        /**
         * PlanCard
         * @description What the five questions end with, after any of them: something small to do, and when.
         *
         *     `halved` is a smaller version where the one given would not be done on the worst day. `fix` answers the barrier.
         *     `line` stands for the session; `ready_line` can be sent as it is. `changed` names the parts of the task that are
         *     different now, `question` what was kept for the session.
         */
        PlanCard: {
            anchor: components["schemas"]["Anchor"] | null;
            /**
             * Assignment Id
             * Format: uuid
             */
            assignment_id: string;
            /** Barrier */
            barrier: ("forgot" | "low" | "anxious" | "put-off" | "perfect" | "stirs" | "ashamed" | "not-believe" | "too-big" | "too-hard" | "unclear" | "no-why" | "boring" | "not-mine" | "not-discussed" | "no-time" | "no-privacy" | "chaos" | "tech") | null;
            /** Because */
            because: string | null;
            /** Bundle */
            bundle: string | null;
            /** Bundle Hint */
            bundle_hint: string | null;
            /** Cards */
            cards: components["schemas"]["Card"][];
            /** Changed */
            changed: string[];
            /** Fix */
            fix: string | null;
            /** Halved */
            halved: string | null;
            if_then: components["schemas"]["IfThen"] | null;
            /** Line */
            line: string | null;
            /** Question */
            question: string | null;
            /** Ready Line */
            ready_line: string | null;
            /** Text */
            text: string;
            /** Title */
            title: string;
            /** Why */
            why: string | null;
        };
        /** PlanShown */
        PlanShown: {
            /** Assignments */
            assignments: components["schemas"]["AssignmentShown"][];
            /** Proposals */
            proposals?: components["schemas"]["ProposalShown"][];
            session: components["schemas"]["SessionShown"];
        };
        /**
         * PlanStep
         * @description A card of two halves; `if` and `then` are the openings of the two lines.
         */
        PlanStep: {
            /**
             * Dims
             * @default false
             */
            dims: boolean;
            /**
             * Eyes Open
             * @default
             */
            eyes_open: string;
            /** If */
            if: string;
            /** Key */
            key: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "plan";
            /** Text */
            text: string;
            /** Then */
            then: string;
        };
        /**
         * PostedAcceptance
         * @description What is different from the proposal, if anything: smaller, never a bigger target.
         */
        PostedAcceptance: {
            anchor?: components["schemas"]["ChangedAnchor"] | null;
            /** Bundle */
            bundle?: string | null;
            /**
             * Id
             * @description Chosen by the client; sending the same again is safe.
             */
            id?: string | null;
            if_then?: components["schemas"]["ChangedIfThen"] | null;
            /**
             * Occurred At
             * @description When it happened, if not now.
             */
            occurred_at?: string | null;
            /** Shown In */
            shown_in?: ("private" | "report") | null;
            target?: components["schemas"]["ChangedTarget"] | null;
            versions?: components["schemas"]["ChangedVersions"] | null;
        };
        /**
         * PostedAnswers
         * @description Any of the five answers, or none; and what may come with them.
         */
        PostedAnswers: {
            after?: components["schemas"]["AnsweredAfter"] | null;
            /** Avoid */
            avoid?: ("too-big" | "too-vague" | "boring" | "stirs" | "no-time" | "afraid-wrong" | "no-why" | "forgot" | "no-energy" | "other") | null;
            /** Bundle */
            bundle?: string | null;
            /**
             * Id
             * @description Chosen by the client; sending the same again is safe.
             */
            id?: string | null;
            if_then?: components["schemas"]["WrittenIfThen"] | null;
            /**
             * Line
             * @description A line for the session, in the client's own words.
             */
            line?: string | null;
            /**
             * Occurred At
             * @description When it happened, if not now.
             */
            occurred_at?: string | null;
            skipped?: components["schemas"]["AnsweredSkipped"] | null;
            smallest?: components["schemas"]["AnsweredSmallest"] | null;
            /** Understand */
            understand?: ("yes" | "partly" | "no") | null;
        };
        /**
         * PostedAssignment
         * @description A task for the own plan; `id` becomes the assignment's id.
         */
        PostedAssignment: {
            anchor?: components["schemas"]["WrittenAnchor"] | null;
            /**
             * Body First Days Count
             * @default true
             */
            body_first_days_count: boolean;
            /** Bundle */
            bundle?: string | null;
            /** Ends */
            ends?: string | null;
            /**
             * Id
             * @description Chosen by the client; sending the same again is safe.
             */
            id?: string | null;
            if_then?: components["schemas"]["WrittenIfThen"] | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "check-in" | "technique" | "thought-record" | "experiment" | "monitoring" | "free";
            /**
             * Occurred At
             * @description When it happened, if not now.
             */
            occurred_at?: string | null;
            /**
             * Shown In
             * @default private
             * @enum {string}
             */
            shown_in: "private" | "report";
            /**
             * Source
             * @default self
             * @enum {string}
             */
            source: "therapist" | "self" | "both";
            /** Starts */
            starts?: string | null;
            target?: components["schemas"]["WrittenTarget"] | null;
            /** Technique Id */
            technique_id?: string | null;
            /** Title */
            title: string;
            versions: components["schemas"]["WrittenVersions"];
            /** Why */
            why?: string | null;
        };
        /**
         * PostedAttempt
         * @description What was done, in whatever size. The note stays private.
         */
        PostedAttempt: {
            /**
             * Body First
             * @description A first step for the body was done in its place.
             * @default false
             */
            body_first: boolean;
            /**
             * Check In Id
             * @description One of the client's own check-ins.
             */
            check_in_id?: string | null;
            /** Energy Before */
            energy_before?: ("low" | "medium" | "high") | null;
            /** Helped */
            helped?: ("helped" | "a_bit" | "no" | "worse") | null;
            /**
             * Id
             * @description Chosen by the client; sending the same again is safe.
             */
            id?: string | null;
            /** Intensity After */
            intensity_after?: number | null;
            /** Intensity Before */
            intensity_before?: number | null;
            /** Note */
            note?: string | null;
            /**
             * Occurred At
             * @description When it happened, if not now.
             */
            occurred_at?: string | null;
            /**
             * Practice Id
             * @description One of the client's own practices.
             */
            practice_id?: string | null;
            /**
             * Time Zone
             * @description IANA, such as Europe/Madrid: whose day it counts on.
             */
            time_zone?: string | null;
            /**
             * Version
             * @enum {string}
             */
            version: "full" | "small" | "tiny" | "other";
        };
        /**
         * PostedChange
         * @description Only what is different now; null takes a part away. What is not named stays, the target above all.
         */
        PostedChange: {
            anchor?: components["schemas"]["ChangedAnchor"] | null;
            /**
             * Because
             * @description The barrier that this change answers.
             */
            because?: ("forgot" | "low" | "anxious" | "put-off" | "perfect" | "stirs" | "ashamed" | "not-believe" | "too-big" | "too-hard" | "unclear" | "no-why" | "boring" | "not-mine" | "not-discussed" | "no-time" | "no-privacy" | "chaos" | "tech") | null;
            /** Body First Days Count */
            body_first_days_count?: boolean | null;
            /** Bundle */
            bundle?: string | null;
            /** Ends */
            ends?: string | null;
            /**
             * Id
             * @description Chosen by the client; sending the same again is safe.
             */
            id?: string | null;
            if_then?: components["schemas"]["ChangedIfThen"] | null;
            /** Kind */
            kind?: ("check-in" | "technique" | "thought-record" | "experiment" | "monitoring" | "free") | null;
            /**
             * Occurred At
             * @description When it happened, if not now.
             */
            occurred_at?: string | null;
            /** Shown In */
            shown_in?: ("private" | "report") | null;
            /** Source */
            source?: ("therapist" | "self" | "both") | null;
            /** Starts */
            starts?: string | null;
            target?: components["schemas"]["ChangedTarget"] | null;
            /** Technique Id */
            technique_id?: string | null;
            /** Title */
            title?: string | null;
            versions?: components["schemas"]["ChangedVersions"] | null;
            /** Why */
            why?: string | null;
        };
        /** PostedEnd */
        PostedEnd: {
            /** Helped */
            helped?: ("helped" | "a_bit" | "no" | "worse") | null;
            /**
             * How
             * @enum {string}
             */
            how: "finished" | "stopped";
            /** Intensity After */
            intensity_after?: number | null;
            /**
             * Occurred At
             * @description When it happened, by the device's clock.
             */
            occurred_at?: string | null;
        };
        /**
         * PostedMoment
         * @description How it is now. Nothing of it is kept, so `id` makes no difference here.
         */
        PostedMoment: {
            /** Energy */
            energy?: ("low" | "medium" | "high") | null;
            /**
             * Id
             * @description Chosen by the client; sending the same again is safe.
             */
            id?: string | null;
            /** Intensity */
            intensity: number;
            /**
             * Occurred At
             * @description When it happened, if not now.
             */
            occurred_at?: string | null;
        };
        /**
         * PostedMove
         * @description One tap; nothing has to be said.
         */
        PostedMove: {
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
         * PostedNotThisTime
         * @description Up to three barriers in the person's order, or none; `line` is meant for the session.
         */
        PostedNotThisTime: {
            /** Barriers */
            barriers?: ("forgot" | "low" | "anxious" | "put-off" | "perfect" | "stirs" | "ashamed" | "not-believe" | "too-big" | "too-hard" | "unclear" | "no-why" | "boring" | "not-mine" | "not-discussed" | "no-time" | "no-privacy" | "chaos" | "tech")[];
            /**
             * Id
             * @description Chosen by the client; sending the same again is safe.
             */
            id?: string | null;
            /** Line */
            line?: string | null;
            /**
             * Occurred At
             * @description When it happened, if not now.
             */
            occurred_at?: string | null;
            /** Time Zone */
            time_zone?: string | null;
        };
        /**
         * PostedPractice
         * @description One practice from its start as far as it went. Sending it again, or more of it, is safe.
         */
        PostedPractice: {
            /**
             * Check In Id
             * @description One of the client's own check-ins, sent before this.
             */
            check_in_id?: string | null;
            end?: components["schemas"]["PostedEnd"] | null;
            /**
             * Id
             * Format: uuid
             * @description Chosen by the device when the practice began.
             */
            id: string;
            /**
             * Occurred At
             * Format: date-time
             * @description When the practice began.
             */
            occurred_at: string;
            rated?: components["schemas"]["PostedRated"] | null;
            /** Steps */
            steps?: components["schemas"]["PostedRunStep"][];
            /** Technique Id */
            technique_id: string;
            /**
             * Version
             * @default full
             * @enum {string}
             */
            version: "full" | "tiny";
        };
        /** PostedPractices */
        PostedPractices: {
            /** Practices */
            practices: (components["schemas"]["PostedPractice"] | components["schemas"]["JsonValue"])[];
        };
        /**
         * PostedProposal
         * @description A task for a client's plan. Whether a report shows it is the client's to say.
         */
        PostedProposal: {
            anchor?: components["schemas"]["WrittenAnchor"] | null;
            /**
             * Body First Days Count
             * @default true
             */
            body_first_days_count: boolean;
            /** Bundle */
            bundle?: string | null;
            /** Ends */
            ends?: string | null;
            /**
             * Id
             * @description Chosen by the client; sending the same again is safe.
             */
            id?: string | null;
            if_then?: components["schemas"]["WrittenIfThen"] | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "check-in" | "technique" | "thought-record" | "experiment" | "monitoring" | "free";
            /**
             * Occurred At
             * @description When it happened, if not now.
             */
            occurred_at?: string | null;
            /**
             * Shown In
             * @default private
             * @constant
             */
            shown_in: "private";
            /**
             * Source
             * @default therapist
             * @constant
             */
            source: "therapist";
            /** Starts */
            starts?: string | null;
            target?: components["schemas"]["WrittenTarget"] | null;
            /** Technique Id */
            technique_id?: string | null;
            /** Title */
            title: string;
            versions: components["schemas"]["WrittenVersions"];
            /** Why */
            why?: string | null;
        };
        /** PostedQuestion */
        PostedQuestion: {
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
            /** Question */
            question: string;
        };
        /**
         * PostedRated
         * @description A rating that came after the end.
         */
        PostedRated: {
            /** Helped */
            helped?: ("helped" | "a_bit" | "no" | "worse") | null;
            /** Intensity After */
            intensity_after?: number | null;
            /**
             * Occurred At
             * @description When it happened, by the device's clock.
             */
            occurred_at?: string | null;
        };
        /**
         * PostedRating
         * @description How it was afterwards. Nothing of it has to be said; what is not said is never taken for better.
         */
        PostedRating: {
            /** Helped */
            helped?: ("helped" | "a_bit" | "no" | "worse") | null;
            /**
             * Id
             * @description Chosen by the client; sending the same again is safe.
             */
            id?: string | null;
            /** Intensity After */
            intensity_after?: number | null;
            /**
             * Occurred At
             * @description When it happened, if not now.
             */
            occurred_at?: string | null;
        };
        /** PostedRunStep */
        PostedRunStep: {
            /**
             * N
             * @description Which step it was, counted from 1.
             */
            n: number;
            /**
             * Occurred At
             * @description When it happened, by the device's clock.
             */
            occurred_at?: string | null;
            /**
             * Response
             * @description What was written, tapped or rated, if anything.
             */
            response?: string | boolean | number | string[] | null;
        };
        /**
         * PostedSeen
         * @description One tap; nothing has to be said. A card is seen once, so `id` makes no difference here.
         */
        PostedSeen: {
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
         * PostedSession
         * @description What is given stands from now on, null takes it away; questions are added to those that wait.
         */
        PostedSession: {
            /** Date */
            date?: string | null;
            /**
             * Id
             * @description Chosen by the client; sending the same again is safe.
             */
            id?: string | null;
            /** Line */
            line?: string | null;
            /**
             * Occurred At
             * @description When it happened, if not now.
             */
            occurred_at?: string | null;
            /** Questions */
            questions?: string[];
        };
        /**
         * PostedStart
         * @description `version` is the size of the technique: all of its steps, or the smallest version.
         */
        PostedStart: {
            /**
             * Check In Id
             * @description One of the client's own check-ins.
             */
            check_in_id?: string | null;
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
            /** Technique Id */
            technique_id: string;
            /**
             * Version
             * @default full
             * @enum {string}
             */
            version: "full" | "tiny";
        };
        /** PostedStep */
        PostedStep: {
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
             * Response
             * @description What was written, tapped or rated, if anything.
             */
            response?: string | boolean | number | string[] | null;
        };
        /**
         * PracticeEnded
         * @description `next` is what fits now; null without a check-in (any more) or without a rating of how strong it is.
         */
        PracticeEnded: {
            /** Check In Id */
            check_in_id?: string | null;
            /** Helped */
            helped?: ("helped" | "a_bit" | "no" | "worse") | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Intensity After */
            intensity_after?: number | null;
            /** Intensity Before */
            intensity_before?: number | null;
            /** Name */
            name: string;
            /** Next */
            next?: components["schemas"]["OfferShown"] | components["schemas"]["OfferPending"] | null;
            /** Next Step */
            next_step?: number | null;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /**
             * State
             * @enum {string}
             */
            state: "running" | "finished" | "stopped";
            /** Steps */
            steps: components["schemas"]["StepShown"][];
            /** Steps Done */
            steps_done: number;
            /** Steps Total */
            steps_total: number;
            /** Technique Id */
            technique_id: string;
            /**
             * Version
             * @enum {string}
             */
            version: "full" | "tiny";
            /** Worse */
            worse?: boolean | null;
        };
        /**
         * PracticeResult
         * @description `status` as if it had been sent alone. `practice` is how it stands now, with the answers that count.
         */
        PracticeResult: {
            /** Id */
            id?: string | null;
            practice?: components["schemas"]["PracticeShown"] | null;
            /** Problem */
            problem?: {
                [key: string]: unknown;
            } | null;
            /** Status */
            status: number;
        };
        /**
         * PracticeResults
         * @description One result for each practice, in the order of the request.
         */
        PracticeResults: {
            /** Results */
            results: components["schemas"]["PracticeResult"][];
        };
        /** Practices */
        Practices: {
            /** Practices */
            practices: components["schemas"]["PracticeSummary"][];
        };
        /** PracticeShown */
        PracticeShown: {
            /** Check In Id */
            check_in_id?: string | null;
            /** Helped */
            helped?: ("helped" | "a_bit" | "no" | "worse") | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Intensity After */
            intensity_after?: number | null;
            /** Intensity Before */
            intensity_before?: number | null;
            /** Name */
            name: string;
            /** Next Step */
            next_step?: number | null;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /**
             * State
             * @enum {string}
             */
            state: "running" | "finished" | "stopped";
            /** Steps */
            steps: components["schemas"]["StepShown"][];
            /** Steps Done */
            steps_done: number;
            /** Steps Total */
            steps_total: number;
            /** Technique Id */
            technique_id: string;
            /**
             * Version
             * @enum {string}
             */
            version: "full" | "tiny";
            /** Worse */
            worse?: boolean | null;
        };
        /**
         * PracticeSummary
         * @description `next_step` is null when every step is done or the practice has ended. `worse`: it was called worse, or rose by 2
         *     or more; null when nothing was said.
         */
        PracticeSummary: {
            /** Check In Id */
            check_in_id?: string | null;
            /** Helped */
            helped?: ("helped" | "a_bit" | "no" | "worse") | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Intensity After */
            intensity_after?: number | null;
            /** Intensity Before */
            intensity_before?: number | null;
            /** Name */
            name: string;
            /** Next Step */
            next_step?: number | null;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /**
             * State
             * @enum {string}
             */
            state: "running" | "finished" | "stopped";
            /** Steps Done */
            steps_done: number;
            /** Steps Total */
            steps_total: number;
            /** Technique Id */
            technique_id: string;
            /**
             * Version
             * @enum {string}
             */
            version: "full" | "tiny";
            /** Worse */
            worse?: boolean | null;
        };
        /**
         * ProfileShown
         * @description `rest_inward_until`: breath and inward practices move down until then. `regulate_first_from`: from this
         *     intensity the body comes first. Neither can be set here.
         */
        ProfileShown: {
            /** Cautions */
            cautions: {
                [key: string]: "yes" | "no";
            };
            /** Country */
            country: string | null;
            /** Hidden */
            hidden: string[];
            /** Language */
            language: string | null;
            quiet: components["schemas"]["Quiet"] | null;
            /** Regulate First From */
            regulate_first_from: number;
            /** Rest Inward Until */
            rest_inward_until: string | null;
            /** Restored */
            restored: string[];
            session: components["schemas"]["Session"] | null;
            /** Zone */
            zone: string | null;
        };
        /**
         * ProposalMade
         * @description The proposal as it was made. What becomes of it is the client's own.
         */
        ProposalMade: {
            anchor?: components["schemas"]["Anchor"] | null;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Body First Days Count
             * @default true
             */
            body_first_days_count: boolean;
            /** Bundle */
            bundle?: string | null;
            /** Ends */
            ends?: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            if_then?: components["schemas"]["IfThen"] | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "check-in" | "technique" | "thought-record" | "experiment" | "monitoring" | "free";
            /**
             * Shown In
             * @default private
             * @enum {string}
             */
            shown_in: "private" | "report";
            /**
             * Source
             * @default self
             * @enum {string}
             */
            source: "therapist" | "self" | "both";
            /** Starts */
            starts?: string | null;
            target?: components["schemas"]["Target"] | null;
            /** Technique Id */
            technique_id?: string | null;
            /** Title */
            title: string;
            versions: components["schemas"]["shared__events__plan__Versions"];
            /** Why */
            why?: string | null;
        };
        /**
         * ProposalShown
         * @description What a therapist (`by`) proposes: no part of the plan until it is accepted, as it is or smaller.
         */
        ProposalShown: {
            anchor?: components["schemas"]["Anchor"] | null;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Body First Days Count
             * @default true
             */
            body_first_days_count: boolean;
            /** Bundle */
            bundle?: string | null;
            /**
             * By
             * Format: uuid
             */
            by: string;
            /** Ends */
            ends?: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            if_then?: components["schemas"]["IfThen"] | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "check-in" | "technique" | "thought-record" | "experiment" | "monitoring" | "free";
            /**
             * Shown In
             * @default private
             * @enum {string}
             */
            shown_in: "private" | "report";
            /**
             * Source
             * @default self
             * @enum {string}
             */
            source: "therapist" | "self" | "both";
            /** Starts */
            starts?: string | null;
            target?: components["schemas"]["Target"] | null;
            /** Technique Id */
            technique_id?: string | null;
            /** Title */
            title: string;
            versions: components["schemas"]["shared__events__plan__Versions"];
            /** Why */
            why?: string | null;
        };
        /**
         * ProposedShown
         * @description `by` is the therapist.
         */
        ProposedShown: {
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
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            what: "proposed";
        };
        /**
         * PutPage
         * @description The whole page: what is left out is empty.
         */
        PutPage: {
            /**
             * Alone
             * @description What I can do by myself.
             * @default
             */
            alone: string;
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
            /** People */
            people?: components["schemas"]["Reachable"][];
            /**
             * People I Can Ask
             * @description Whom I can ask for help.
             * @default
             */
            people_i_can_ask: string;
            /**
             * Places And People
             * @description Places and people that take my mind off it.
             * @default
             */
            places_and_people: string;
            /**
             * Professionals And Lines
             * @description Professionals and lines I can call.
             * @default
             */
            professionals_and_lines: string;
            /**
             * Safer Surroundings
             * @description What makes the place around me safer.
             * @default
             */
            safer_surroundings: string;
            /**
             * Warning Signs
             * @description How I notice that it is getting hard.
             * @default
             */
            warning_signs: string;
        };
        /**
         * PutProfile
         * @description The whole of what a client sets: what is left out is taken away.
         */
        PutProfile: {
            /**
             * Cautions
             * @description What is not named is not answered. Codes: panic, breath-focus-worse, asthma-copd, pregnancy, cardiac, low-high-bp, fainting, seizures, injury-pain, limited-mobility, raynaud-cold-allergy, trauma-dissociation, psychosis, bipolar, eating-disorder, ocd, touch-aversion, unsafe-home, substance-recovery, migraine-scent, low-vision, deaf-hoh.
             */
            cautions?: {
                [key: string]: "yes" | "no";
            };
            /**
             * Country
             * @description Two letters (ISO 3166), such as IE; for numbers to call.
             */
            country?: string | null;
            /**
             * Hidden
             * @description Techniques that are not to be offered.
             */
            hidden?: string[];
            /**
             * Id
             * @description Chosen by the client; sending the same again is safe.
             */
            id?: string | null;
            /**
             * Language
             * @description A language tag, such as en or pt-BR.
             */
            language?: string | null;
            /**
             * Occurred At
             * @description When it happened, if not now.
             */
            occurred_at?: string | null;
            quiet?: components["schemas"]["Quiet"] | null;
            /**
             * Restored
             * @description Offered again although they did harm twice.
             */
            restored?: string[];
            session?: components["schemas"]["Session"] | null;
            /**
             * Zone
             * @description IANA, such as Europe/Madrid.
             */
            zone?: string | null;
        };
        /**
         * QuestionAsked
         * @description `then` says what comes of an answer. `suggestions` are ready answers; `shown` is there to be read first.
         */
        QuestionAsked: {
            /** Choices */
            choices: components["schemas"]["ChoiceShown"][];
            /** Hint */
            hint: string | null;
            /**
             * Id
             * @enum {string}
             */
            id: "avoid" | "smallest" | "after" | "skipped" | "understand";
            /** Shown */
            shown?: string[];
            /** Source */
            source: string | null;
            /** Suggestions */
            suggestions?: string[];
            /** Text */
            text: string;
            /** Then */
            then: string;
        };
        /** QuestionShown */
        QuestionShown: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Question */
            question: string;
        };
        /**
         * QuestionsShown
         * @description Any one is enough, and each can be skipped.
         */
        QuestionsShown: {
            /** Questions */
            questions: components["schemas"]["QuestionAsked"][];
        };
        /**
         * Quiet
         * @description Nothing is sent between these local times, which may go over midnight.
         */
        Quiet: {
            /**
             * From
             * Format: time
             */
            from: string;
            /**
             * To
             * Format: time
             */
            to: string;
        };
        /**
         * RateStep
         * @description A number from `lo` to `hi`; `ends` are words for the two ends. `each` as in a choice.
         */
        RateStep: {
            /**
             * Dims
             * @default false
             */
            dims: boolean;
            /**
             * Each
             * @default false
             */
            each: boolean;
            /** Ends */
            ends?: [
                string,
                string
            ] | null;
            /**
             * Eyes Open
             * @default
             */
            eyes_open: string;
            /** Hi */
            hi: number;
            /** Key */
            key: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "rate";
            /** Lo */
            lo: number;
            /** Text */
            text: string;
        };
        /**
         * Reachable
         * @description Somebody of one's own.
         */
        Reachable: {
            /** Name */
            name: string;
            /** Number */
            number?: string | null;
        };
        /**
         * ReasonShown
         * @description `text` says it; `code` and `facts` are what it is made of.
         */
        ReasonShown: {
            /** Code */
            code: string;
            /** Facts */
            facts: {
                [key: string]: string | number;
            };
            /** Text */
            text: string;
        };
        /**
         * Section
         * @description A heading with its paragraphs, and points if it has a list. `refs` are what its words rest on.
         */
        Section: {
            /** Heading */
            heading: string;
            /** Key */
            key: string;
            /**
             * Points
             * @default []
             */
            points: string[];
            /**
             * Refs
             * @default []
             */
            refs: string[];
            /** Texts */
            texts: string[];
        };
        /**
         * SeenShown
         * @description `seen_at` is when it was first seen, on whichever device.
         */
        SeenShown: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            /**
             * Seen At
             * Format: date-time
             */
            seen_at: string;
        };
        /**
         * SensesStep
         * @description `notice` lists what to look, listen or feel for, one at a time.
         */
        SensesStep: {
            /**
             * Dims
             * @default false
             */
            dims: boolean;
            /**
             * Eyes Open
             * @default
             */
            eyes_open: string;
            /** Key */
            key: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "senses";
            /** Notice */
            notice: string[];
            /** Seconds */
            seconds?: number | null;
            /** Text */
            text: string;
        };
        /**
         * Versions
         * @description What the offer was made with; `practices` is the version of the client's own practice stream.
         */
        services__coach__api__shapes__Versions: {
            /** Catalogue */
            catalogue: number;
            /** Practices */
            practices: number;
            /** Router */
            router: number;
        };
        /**
         * Choice
         * @description Something to tap. `href` is set where an answer of this API stands behind it; `method` and `body` are what to
         *     send there. Without them it is the app's own way, or nothing more than going on.
         */
        services__coach__cards__Choice: {
            /** Body */
            body?: {
                [key: string]: string;
            } | null;
            /** Code */
            code: string;
            /** Href */
            href?: string | null;
            /** Label */
            label: string;
            /**
             * Method
             * @default GET
             * @enum {string}
             */
            method: "GET" | "POST" | "PUT";
        };
        /**
         * Session
         * @description When therapy usually is: ISO weekday (1 is Monday) and local time.
         */
        Session: {
            /** At */
            at?: string | null;
            /** Weekday */
            weekday: number;
        };
        /**
         * SessionShown
         * @description The next session: its day, the one line for it, the questions that wait, the oldest first.
         */
        SessionShown: {
            /** Date */
            date?: string | null;
            /** Line */
            line?: string | null;
            /** Questions */
            questions: string[];
        };
        /**
         * Choice
         * @description Something to tap. At most one of three things happens besides going on to the next step:
         *
         *     `opens` leads somewhere else, at once: `help` (the crisis page), `unsafe` (the page for somebody who is not safe
         *     where they are) or a technique's id. `back` goes again from the earlier step with this key, a breathing step at
         *     another `pace` if one is given. `ends` leaves the other steps out.
         *     `translated` holds the label in the other languages, and is not part of what is served.
         */
        shared__catalogue__steps__Choice: {
            /** Back */
            back?: string | null;
            /**
             * Ends
             * @default false
             */
            ends: boolean;
            /** Label */
            label: string;
            /** Opens */
            opens?: string | null;
            pace?: components["schemas"]["Pace"] | null;
        };
        /**
         * Versions
         * @description One task in up to three sizes, in the person's words; tiny takes a minute at most and needs no writing.
         *
         *     `full_energy` and `small_energy` are what these ask for; tiny asks for little. `tiny_seconds` and `tiny_medium` are
         *     what the person said of the tiny one: how long it takes, and what is done.
         */
        shared__events__plan__Versions: {
            /** Full */
            full: string;
            /**
             * Full Energy
             * @default high
             * @enum {string}
             */
            full_energy: "low" | "medium" | "high";
            /** Small */
            small?: string | null;
            /**
             * Small Energy
             * @default medium
             * @enum {string}
             */
            small_energy: "low" | "medium" | "high";
            /** Tiny */
            tiny: string;
            /** Tiny Medium */
            tiny_medium?: ("tap" | "notice" | "say" | "move") | null;
            /** Tiny Seconds */
            tiny_seconds?: number | null;
        };
        /**
         * SmallerShown
         * @description One way to make it smaller. `fits` is the size that `text` could stand for.
         */
        SmallerShown: {
            /**
             * Fits
             * @enum {string}
             */
            fits: "small" | "tiny";
            /** Name */
            name: string;
            /**
             * Operator
             * @enum {string}
             */
            operator: "shorter" | "fewer" | "lighter" | "gentler" | "kinder-hour" | "together" | "floor";
            /** Text */
            text: string;
        };
        /**
         * SourceShown
         * @description `status`: only `checked` means that the source was really seen.
         */
        SourceShown: {
            /** Cite */
            cite: string;
            /** Doi */
            doi: string;
            /** Id */
            id: string;
            /**
             * Status
             * @enum {string}
             */
            status: "checked" | "recalled" | "verify";
        };
        /**
         * StepShown
         * @description `guide` is the step as GET /v1/techniques has it.
         */
        StepShown: {
            /** Done */
            done: boolean;
            /** Guide */
            guide?: (components["schemas"]["InfoStep"] | components["schemas"]["BreatheStep"] | components["schemas"]["TextStep"] | components["schemas"]["ChoiceStep"] | components["schemas"]["RateStep"] | components["schemas"]["TimerStep"] | components["schemas"]["BodyStep"] | components["schemas"]["SensesStep"] | components["schemas"]["PlanStep"]) | null;
            /** N */
            n: number;
            response?: components["schemas"]["JsonValue"];
        };
        /**
         * SuggestionsShown
         * @description Ways to make `text` smaller, in their order, down to the floor. `worst_day` is the question to check one with.
         */
        SuggestionsShown: {
            /** Suggestions */
            suggestions: components["schemas"]["SmallerShown"][];
            /** Text */
            text: string;
            /**
             * Version
             * @enum {string}
             */
            version: "full" | "small" | "tiny";
            /** Worst Day */
            worst_day: string;
        };
        /**
         * Target
         * @description How often: so many times a week, or whenever something happens.
         */
        Target: {
            /** Times Per Week */
            times_per_week?: number | null;
            /** When */
            when?: string | null;
        };
        /**
         * TaskNow
         * @description `fits`: which size of it fits now, a first step for the body in its place (which may count), or rest.
         *
         *     `text` is that version; with a first step, the tiny one that may stand beside it. `words` says why.
         */
        TaskNow: {
            /**
             * Assignment Id
             * Format: uuid
             */
            assignment_id: string;
            /** Counts */
            counts: boolean;
            /**
             * Fits
             * @enum {string}
             */
            fits: "first-line" | "tiny" | "small" | "full" | "rest";
            /** Text */
            text: string | null;
            /** Title */
            title: string;
            /**
             * Why
             * @enum {string}
             */
            why: "body-first" | "body-first-counts" | "low-energy" | "medium-energy" | "high-energy" | "too-strong-now";
            /** Words */
            words: string;
        };
        /**
         * Technique
         * @description One guided practice. `minutes` is how long it keeps the person; `intensity` is the range it is meant for.
         */
        Technique: {
            cautions: components["schemas"]["Cautions"];
            /**
             * Channel
             * @enum {string}
             */
            channel: "breath" | "senses" | "body" | "mind-task" | "words" | "image" | "people";
            /**
             * Energy
             * @enum {string}
             */
            energy: "low" | "medium" | "high";
            evidence: components["schemas"]["Evidence"];
            /** Family */
            family: string;
            /** First Line */
            first_line: boolean;
            /** Fits */
            fits: string[];
            /** Id */
            id: string;
            /** Intensity */
            intensity: [
                number,
                number
            ];
            /**
             * Level
             * @enum {string}
             */
            level: "regulate" | "reflect" | "act";
            /** Minutes */
            minutes: number;
            /** Name */
            name: string;
            needs: components["schemas"]["Needs"];
            /** Purpose */
            purpose: string;
            /** Reviewed By */
            reviewed_by: string[];
            /** Steps */
            steps: (components["schemas"]["InfoStep"] | components["schemas"]["BreatheStep"] | components["schemas"]["TextStep"] | components["schemas"]["ChoiceStep"] | components["schemas"]["RateStep"] | components["schemas"]["TimerStep"] | components["schemas"]["BodyStep"] | components["schemas"]["SensesStep"] | components["schemas"]["PlanStep"])[];
            tiny: components["schemas"]["Tiny"];
            why: components["schemas"]["Why"];
        };
        /**
         * TechniquesShown
         * @description `language` is that of the texts, English wherever one has no translation yet; `languages` are those there are.
         *
         *     `notice` says that nobody has reviewed the techniques clinically, as long as that is so of any.
         */
        TechniquesShown: {
            /**
             * Direction
             * @enum {string}
             */
            direction: "ltr" | "rtl";
            /** Families */
            families: string[];
            /** Language */
            language: string;
            /** Languages */
            languages: {
                [key: string]: string;
            };
            /** Notice */
            notice: string;
            /** Techniques */
            techniques: components["schemas"]["Technique"][];
            /** Version */
            version: number;
        };
        /**
         * TextStep
         * @description A short written answer. It can always be skipped; `optional` says so in the step itself.
         *
         *     What is written into a `private` one stays on the screen: it is never sent or kept.
         */
        TextStep: {
            /**
             * Dims
             * @default false
             */
            dims: boolean;
            /**
             * Eyes Open
             * @default
             */
            eyes_open: string;
            /** Key */
            key: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "text";
            /**
             * Optional
             * @default false
             */
            optional: boolean;
            /**
             * Private
             * @default false
             */
            private: boolean;
            /** Text */
            text: string;
        };
        /**
         * TimerStep
         * @description Do this now, for `seconds`. With `background` the timer runs on by itself and keeps nobody on the screen.
         */
        TimerStep: {
            /**
             * Background
             * @default false
             */
            background: boolean;
            /**
             * Dims
             * @default false
             */
            dims: boolean;
            /**
             * Eyes Open
             * @default
             */
            eyes_open: string;
            /** Key */
            key: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "timer";
            /** Seconds */
            seconds: number;
            /** Text */
            text: string;
        };
        /**
         * Tiny
         * @description The smallest version: at most a minute, no writing. `line` says it in one sentence.
         */
        Tiny: {
            /** Line */
            line: string;
            /** Steps */
            steps: (components["schemas"]["InfoStep"] | components["schemas"]["BreatheStep"] | components["schemas"]["TextStep"] | components["schemas"]["ChoiceStep"] | components["schemas"]["RateStep"] | components["schemas"]["TimerStep"] | components["schemas"]["BodyStep"] | components["schemas"]["SensesStep"] | components["schemas"]["PlanStep"])[];
        };
        /**
         * TinyShown
         * @description The smallest version of the first option, for a link below it: start it with `version: tiny`.
         */
        TinyShown: {
            /** Line */
            line: string;
            /** Technique Id */
            technique_id: string;
        };
        /**
         * TodayShown
         * @description `first` is where the first steps for the body are, when the body comes first.
         */
        TodayShown: {
            /** First */
            first: string | null;
            /** Tasks */
            tasks: components["schemas"]["TaskNow"][];
        };
        /**
         * Website
         * @description A directory of help around the world.
         */
        Website: {
            /** Name */
            name: string;
            /** Url */
            url: string;
        };
        /**
         * Why
         * @description Why it may help, in a sentence or two. `refs` are the checked references that the words rest on, if any do.
         */
        Why: {
            /**
             * Refs
             * @default []
             */
            refs: string[];
            /** Text */
            text: string;
        };
        /**
         * WrittenAnchor
         * @description `after` is a thing that is done every day anyway; `usual_time` is local, such as 21:50.
         */
        WrittenAnchor: {
            /** After */
            after: string;
            /** Usual Time */
            usual_time?: string | null;
        };
        /**
         * WrittenHours
         * @description A span of local wall time, which may go over midnight.
         */
        WrittenHours: {
            /**
             * Ends
             * Format: time
             */
            ends: string;
            /**
             * Starts
             * Format: time
             */
            starts: string;
        };
        /**
         * WrittenIfThen
         * @description When `cue` comes, I do `action`. `said`: it was said once to oneself.
         *
         *     `technique_id` is the action where it is a practice. `feelings` (ids of the wheel, each covers all under it),
         *     `triggers`, `place` and `hours` are what of the cue can be compared with a moment.
         */
        WrittenIfThen: {
            /** Action */
            action: string;
            /**
             * Active
             * @default true
             */
            active: boolean;
            /** Cue */
            cue: string;
            /** Cue Kind */
            cue_kind?: ("feeling" | "time" | "place" | "event") | null;
            /** Feelings */
            feelings?: string[];
            hours?: components["schemas"]["WrittenHours"] | null;
            /** Place */
            place?: ("bed" | "anywhere") | null;
            /**
             * Said
             * @default false
             */
            said: boolean;
            /** Technique Id */
            technique_id?: string | null;
            /** Triggers */
            triggers?: string[];
        };
        /**
         * WrittenTarget
         * @description So many times a week, or whenever something happens.
         */
        WrittenTarget: {
            /** Times Per Week */
            times_per_week?: number | null;
            /** When */
            when?: string | null;
        };
        /**
         * WrittenVersions
         * @description The same task in up to three sizes. Tiny: a minute at most, no writing, little energy, for the worst day.
         */
        WrittenVersions: {
            /** Full */
            full: string;
            /**
             * Full Energy
             * @default high
             * @enum {string}
             */
            full_energy: "low" | "medium" | "high";
            /** Small */
            small?: string | null;
            /**
             * Small Energy
             * @default medium
             * @enum {string}
             */
            small_energy: "low" | "medium" | "high";
            /** Tiny */
            tiny: string;
            /** Tiny Medium */
            tiny_medium?: ("tap" | "notice" | "say" | "move") | null;
            /** Tiny Seconds */
            tiny_seconds?: number | null;
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
    seen: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                card_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PostedSeen"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeenShown"];
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
    propose: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostedProposal"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposalMade"];
                };
            };
            /** @description As many proposals as are kind wait for an answer. */
            409: {
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
    help_now: {
        parameters: {
            query?: {
                /** @description Two letters, such as IE; anything else answers what helps anywhere. */
                country?: string | null;
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
                    "application/json": components["schemas"]["CrisisResources"];
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
    pages: {
        parameters: {
            query?: {
                /** @description A language tag such as de or pt-BR; one that is not there answers in English. */
                lang?: string | null;
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
                    "application/json": components["schemas"]["LearnShown"];
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
    page: {
        parameters: {
            query?: {
                /** @description A language tag such as de or pt-BR; one that is not there answers in English. */
                lang?: string | null;
            };
            header?: never;
            path: {
                page_id: string;
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
                    "application/json": components["schemas"]["LearnPageShown"];
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
    first_line: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the pack that is there already. */
                "If-None-Match"?: string | null;
            };
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
                    "application/json": components["schemas"]["FirstLineShown"] | components["schemas"]["FirstLinePending"];
                };
            };
            /** @description It is the one that If-None-Match names. */
            304: {
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
    my_techniques: {
        parameters: {
            query?: {
                /** @description Those of one family, such as breathing. */
                family?: string | null;
                /** @description Up to three ids of emotions; what does not fit them is marked, not left out. */
                feeling?: string[] | null;
                /** @description Those for the strongest moments, or the others. */
                first_line?: boolean | null;
                /** @description A language tag such as de or pt-BR; one that is not there answers in English. */
                lang?: string | null;
                /** @description Those that take at most so many minutes. */
                minutes?: number | null;
                /** @description Words of the name or the purpose. */
                q?: string;
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
                    "application/json": components["schemas"]["MyTechniques"];
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
    plan: {
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
                    "application/json": components["schemas"]["PlanShown"];
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
    add: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostedAssignment"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentShown"];
                };
            };
            /** @description There are as many tasks here as one plan holds. */
            409: {
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
    assignment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
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
                    "application/json": components["schemas"]["AssignmentShown"];
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
    change: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `etag` of the assignment as it was read. */
                "If-Match"?: string | null;
            };
            path: {
                assignment_id: string;
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
                    "application/json": components["schemas"]["AssignmentShown"];
                };
            };
            /** @description The client has let go of it. */
            409: {
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
    accept: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
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
                    "application/json": components["schemas"]["AssignmentShown"];
                };
            };
            /** @description There are as many tasks here as one plan holds. */
            409: {
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
    attempt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostedAttempt"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttemptNoted"];
                };
            };
            /** @description The client has let go of it. */
            409: {
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
    leave: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PostedMove"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentShown"];
                };
            };
            /** @description The client has let go of it. */
            409: {
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
    let_go: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PostedMove"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentShown"];
                };
            };
            /** @description The client has let go of it. */
            409: {
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
    not_this_time: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PostedNotThisTime"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotThisTimeNoted"];
                };
            };
            /** @description The client has let go of it. */
            409: {
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
    pause: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PostedMove"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentShown"];
                };
            };
            /** @description The client has let go of it. */
            409: {
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
    questions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
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
                    "application/json": components["schemas"]["QuestionsShown"];
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
    answer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PostedAnswers"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanCard"];
                };
            };
            /** @description The client has let go of it. */
            409: {
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
    resume: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PostedMove"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentShown"];
                };
            };
            /** @description The client has let go of it. */
            409: {
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
    smaller: {
        parameters: {
            query?: {
                /** @description The size to make smaller; tiny halves the tiny version again. */
                version?: "full" | "small" | "tiny";
            };
            header?: never;
            path: {
                assignment_id: string;
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
                    "application/json": components["schemas"]["SuggestionsShown"];
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
    barriers: {
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
                    "application/json": components["schemas"]["BarriersShown"];
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
                "application/json": components["schemas"]["PostedQuestion"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuestionShown"];
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
    prepare: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostedSession"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionShown"];
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
    today: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostedMoment"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TodayShown"];
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
    practices: {
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
                    "application/json": components["schemas"]["Practices"];
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
    start_practice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostedStart"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PracticeShown"];
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
    practice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice_id: string;
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
                    "application/json": components["schemas"]["PracticeShown"];
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
    finish_practice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PostedRating"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PracticeEnded"];
                };
            };
            /** @description The practice is somewhere else by now; the problem's member `practice` shows where. */
            409: {
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
    rate_practice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostedRating"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PracticeEnded"];
                };
            };
            /** @description The practice is somewhere else by now; the problem's member `practice` shows where. */
            409: {
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
    complete_step: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice_id: string;
                step: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PostedStep"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PracticeShown"];
                };
            };
            /** @description The practice is somewhere else by now; the problem's member `practice` shows where. */
            409: {
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
    stop_practice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PostedRating"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PracticeEnded"];
                };
            };
            /** @description The practice is somewhere else by now; the problem's member `practice` shows where. */
            409: {
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
    practices_done_offline: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostedPractices"];
            };
        };
        responses: {
            /** @description Successful Response */
            207: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PracticeResults"];
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
    profile: {
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
                    "application/json": components["schemas"]["ProfileShown"];
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
    put_profile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the profile as it was read. */
                "If-Match"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutProfile"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileShown"];
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
    recommendation: {
        parameters: {
            query?: {
                /** @description A technique of this offer: answer the three behind it instead. */
                after?: string | null;
                /** @description Seconds to wait for an offer that is being made. */
                wait?: number;
            };
            header?: never;
            path: {
                cause: string;
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
                    "application/json": components["schemas"]["OfferShown"] | components["schemas"]["OfferPending"];
                };
            };
            /** @description Not there yet. Ask again after the seconds in Retry-After. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferPending"];
                };
            };
            /** @description Nothing follows from this: not the client's, taken back, or no check-in. */
            404: {
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
            /** @description Nobody has said how strong it is after this practice; `detail` says how. */
            409: {
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
    kept_copy: {
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
                    "application/json": components["schemas"]["PageShown"];
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
    keep_copy: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the copy as it was read. */
                "If-Match"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutPage"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageShown"];
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
    drop_copy: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the copy as it was read. */
                "If-Match"?: string | null;
            };
            path?: never;
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
    stream: {
        parameters: {
            query?: never;
            header?: {
                /** @description The id of the last event that arrived; the stream goes on behind it, without loss or repeats. */
                "last-event-id"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events `here`, `offer`, `pack`, `reminder`, `report`, `proposal`, `practice`, `plan` and `profile`, each with JSON of ids only: what it is about is asked for where it is. Ends with `token` when the access token ends, with `newer` when too many other streams are open, with `restart` or `erased`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description No room for another open stream here. Try again after the seconds in Retry-After. */
            503: {
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
    techniques: {
        parameters: {
            query?: {
                /** @description A language tag such as de or pt-BR; one that is not there answers in English. */
                lang?: string | null;
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
                    "application/json": components["schemas"]["TechniquesShown"];
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
    technique: {
        parameters: {
            query?: {
                /** @description A language tag such as de or pt-BR; one that is not there answers in English. */
                lang?: string | null;
            };
            header?: never;
            path: {
                technique_id: string;
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
                    "application/json": components["schemas"]["Technique"];
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
