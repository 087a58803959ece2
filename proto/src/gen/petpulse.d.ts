import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/** Namespace petpulse. */
export namespace petpulse {

    /** Namespace v1. */
    namespace v1 {

        /**
         * Properties of a Frame.
         * @deprecated Use petpulse.v1.Frame.$Properties instead.
         */
        interface IFrame extends petpulse.v1.Frame.$Properties {
        }

        /** Represents a Frame. */
        class Frame {

            /**
             * Constructs a new Frame.
             * @param [properties] Properties to set
             */
            constructor(properties?: petpulse.v1.Frame.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Frame version. */
            version: number;

            /** Frame device. */
            device: Uint8Array;

            /** Frame epoch. */
            epoch: number;

            /** Frame seq. */
            seq: number;

            /** Frame uptimeS. */
            uptimeS: number;

            /** Frame utcS. */
            utcS?: (number|null);

            /** Frame minutes. */
            minutes?: (petpulse.v1.Minutes.$Properties|null);

            /** Frame live. */
            live?: (petpulse.v1.Live.$Properties|null);

            /** Frame events. */
            events?: (petpulse.v1.Events.$Properties|null);

            /** Frame gap. */
            gap?: (petpulse.v1.Gap.$Properties|null);

            /** Frame content. */
            content?: ("minutes"|"live"|"events"|"gap");

            /**
             * Creates a new Frame instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Frame instance
             */
            static create(properties: petpulse.v1.Frame.$Shape): petpulse.v1.Frame & petpulse.v1.Frame.$Shape;
            static create(properties?: petpulse.v1.Frame.$Properties): petpulse.v1.Frame;

            /**
             * Encodes the specified Frame message. Does not implicitly {@link petpulse.v1.Frame.verify|verify} messages.
             * @param message Frame message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: petpulse.v1.Frame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Frame message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {petpulse.v1.Frame & petpulse.v1.Frame.$Shape} Frame
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): petpulse.v1.Frame & petpulse.v1.Frame.$Shape;
        }

        namespace Frame {

            /** Properties of a Frame. */
            interface $Properties {

                /** Frame version */
                version?: (number|null);

                /** Frame device */
                device?: (Uint8Array|null);

                /** Frame epoch */
                epoch?: (number|null);

                /** Frame seq */
                seq?: (number|null);

                /** Frame uptimeS */
                uptimeS?: (number|null);

                /** Frame utcS */
                utcS?: (number|null);

                /** Frame minutes */
                minutes?: (petpulse.v1.Minutes.$Properties|null);

                /** Frame live */
                live?: (petpulse.v1.Live.$Properties|null);

                /** Frame events */
                events?: (petpulse.v1.Events.$Properties|null);

                /** Frame gap */
                gap?: (petpulse.v1.Gap.$Properties|null);

                /** Frame content */
                content?: ("minutes"|"live"|"events"|"gap");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a Frame. */
            type $Shape = {
              version?: number|null;
              device?: Uint8Array|null;
              epoch?: number|null;
              seq?: number|null;
              uptimeS?: number|null;
              utcS?: number|null;
              minutes?: petpulse.v1.Minutes.$Shape|null;
              live?: petpulse.v1.Live.$Shape|null;
              events?: petpulse.v1.Events.$Shape|null;
              gap?: petpulse.v1.Gap.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ content?: undefined; minutes?: null; live?: null; events?: null; gap?: null }|{ content?: "minutes"; minutes: petpulse.v1.Minutes.$Shape; live?: null; events?: null; gap?: null }|{ content?: "live"; minutes?: null; live: petpulse.v1.Live.$Shape; events?: null; gap?: null }|{ content?: "events"; minutes?: null; live?: null; events: petpulse.v1.Events.$Shape; gap?: null }|{ content?: "gap"; minutes?: null; live?: null; events?: null; gap: petpulse.v1.Gap.$Shape })
            );
        }

        /**
         * Properties of a Minutes.
         * @deprecated Use petpulse.v1.Minutes.$Properties instead.
         */
        interface IMinutes extends petpulse.v1.Minutes.$Properties {
        }

        /** Represents a Minutes. */
        class Minutes {

            /**
             * Constructs a new Minutes.
             * @param [properties] Properties to set
             */
            constructor(properties?: petpulse.v1.Minutes.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Minutes count. */
            count: number;

            /** Minutes heartRate. */
            heartRate: number[];

            /** Minutes confidence. */
            confidence: number[];

            /** Minutes rmssd. */
            rmssd: number[];

            /** Minutes breaths. */
            breaths: number[];

            /** Minutes activity. */
            activity: number[];

            /** Minutes intensity. */
            intensity: number[];

            /** Minutes steps. */
            steps: number[];

            /** Minutes restShare. */
            restShare: number[];

            /** Minutes scratches. */
            scratches: number[];

            /** Minutes shakes. */
            shakes: number[];

            /** Minutes temperature. */
            temperature: number[];

            /** Minutes battery. */
            battery: number[];

            /** Minutes anomaly. */
            anomaly: number[];

            /** Minutes flags. */
            flags: number[];

            /**
             * Creates a new Minutes instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Minutes instance
             */
            static create(properties: petpulse.v1.Minutes.$Shape): petpulse.v1.Minutes & petpulse.v1.Minutes.$Shape;
            static create(properties?: petpulse.v1.Minutes.$Properties): petpulse.v1.Minutes;

            /**
             * Encodes the specified Minutes message. Does not implicitly {@link petpulse.v1.Minutes.verify|verify} messages.
             * @param message Minutes message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: petpulse.v1.Minutes.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Minutes message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {petpulse.v1.Minutes & petpulse.v1.Minutes.$Shape} Minutes
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): petpulse.v1.Minutes & petpulse.v1.Minutes.$Shape;
        }

        namespace Minutes {

            /** Properties of a Minutes. */
            interface $Properties {

                /** Minutes count */
                count?: (number|null);

                /** Minutes heartRate */
                heartRate?: (number[]|null);

                /** Minutes confidence */
                confidence?: (number[]|null);

                /** Minutes rmssd */
                rmssd?: (number[]|null);

                /** Minutes breaths */
                breaths?: (number[]|null);

                /** Minutes activity */
                activity?: (number[]|null);

                /** Minutes intensity */
                intensity?: (number[]|null);

                /** Minutes steps */
                steps?: (number[]|null);

                /** Minutes restShare */
                restShare?: (number[]|null);

                /** Minutes scratches */
                scratches?: (number[]|null);

                /** Minutes shakes */
                shakes?: (number[]|null);

                /** Minutes temperature */
                temperature?: (number[]|null);

                /** Minutes battery */
                battery?: (number[]|null);

                /** Minutes anomaly */
                anomaly?: (number[]|null);

                /** Minutes flags */
                flags?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Minutes. */
            type $Shape = petpulse.v1.Minutes.$Properties;
        }

        /**
         * Properties of a Live.
         * @deprecated Use petpulse.v1.Live.$Properties instead.
         */
        interface ILive extends petpulse.v1.Live.$Properties {
        }

        /** Represents a Live. */
        class Live {

            /**
             * Constructs a new Live.
             * @param [properties] Properties to set
             */
            constructor(properties?: petpulse.v1.Live.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Live count. */
            count: number;

            /** Live stepS. */
            stepS: number;

            /** Live heartRate. */
            heartRate: number[];

            /** Live confidence. */
            confidence: number[];

            /** Live intensity. */
            intensity: number[];

            /** Live activity. */
            activity: number[];

            /** Live flags. */
            flags: number[];

            /**
             * Creates a new Live instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Live instance
             */
            static create(properties: petpulse.v1.Live.$Shape): petpulse.v1.Live & petpulse.v1.Live.$Shape;
            static create(properties?: petpulse.v1.Live.$Properties): petpulse.v1.Live;

            /**
             * Encodes the specified Live message. Does not implicitly {@link petpulse.v1.Live.verify|verify} messages.
             * @param message Live message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: petpulse.v1.Live.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Live message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {petpulse.v1.Live & petpulse.v1.Live.$Shape} Live
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): petpulse.v1.Live & petpulse.v1.Live.$Shape;
        }

        namespace Live {

            /** Properties of a Live. */
            interface $Properties {

                /** Live count */
                count?: (number|null);

                /** Live stepS */
                stepS?: (number|null);

                /** Live heartRate */
                heartRate?: (number[]|null);

                /** Live confidence */
                confidence?: (number[]|null);

                /** Live intensity */
                intensity?: (number[]|null);

                /** Live activity */
                activity?: (number[]|null);

                /** Live flags */
                flags?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Live. */
            type $Shape = petpulse.v1.Live.$Properties;
        }

        /** Activity enum. */
        enum Activity {

            /** ACTIVITY_UNKNOWN value */
            ACTIVITY_UNKNOWN = 0,

            /** ACTIVITY_REST value */
            ACTIVITY_REST = 1,

            /** ACTIVITY_ACTIVE value */
            ACTIVITY_ACTIVE = 2,

            /** ACTIVITY_VIGOROUS value */
            ACTIVITY_VIGOROUS = 3
        }

        /** Flag enum. */
        enum Flag {

            /** FLAG_NONE value */
            FLAG_NONE = 0,

            /** FLAG_OFF_COLLAR value */
            FLAG_OFF_COLLAR = 1,

            /** FLAG_MOTION value */
            FLAG_MOTION = 2,

            /** FLAG_POOR_CONTACT value */
            FLAG_POOR_CONTACT = 4,

            /** FLAG_SATURATED value */
            FLAG_SATURATED = 8,

            /** FLAG_CHARGING value */
            FLAG_CHARGING = 16,

            /** FLAG_NO_SIGNAL value */
            FLAG_NO_SIGNAL = 32,

            /** FLAG_WARMING_UP value */
            FLAG_WARMING_UP = 64
        }

        /** EventKind enum. */
        enum EventKind {

            /** EVENT_UNKNOWN value */
            EVENT_UNKNOWN = 0,

            /** EVENT_BOOT value */
            EVENT_BOOT = 1,

            /** EVENT_OFF_COLLAR value */
            EVENT_OFF_COLLAR = 2,

            /** EVENT_ON_COLLAR value */
            EVENT_ON_COLLAR = 3,

            /** EVENT_BRADYCARDIA value */
            EVENT_BRADYCARDIA = 4,

            /** EVENT_TACHYCARDIA value */
            EVENT_TACHYCARDIA = 5,

            /** EVENT_BREATHING_FAST value */
            EVENT_BREATHING_FAST = 6,

            /** EVENT_HEAT value */
            EVENT_HEAT = 7,

            /** EVENT_STILLNESS value */
            EVENT_STILLNESS = 8,

            /** EVENT_ANOMALY value */
            EVENT_ANOMALY = 9,

            /** EVENT_LOW_BATTERY value */
            EVENT_LOW_BATTERY = 10,

            /** EVENT_TIME_SET value */
            EVENT_TIME_SET = 11
        }

        /**
         * Properties of an Event.
         * @deprecated Use petpulse.v1.Event.$Properties instead.
         */
        interface IEvent extends petpulse.v1.Event.$Properties {
        }

        /** Represents an Event. */
        class Event {

            /**
             * Constructs a new Event.
             * @param [properties] Properties to set
             */
            constructor(properties?: petpulse.v1.Event.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Event kind. */
            kind: petpulse.v1.EventKind;

            /** Event afterS. */
            afterS: number;

            /** Event value. */
            value: number;

            /**
             * Creates a new Event instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Event instance
             */
            static create(properties: petpulse.v1.Event.$Shape): petpulse.v1.Event & petpulse.v1.Event.$Shape;
            static create(properties?: petpulse.v1.Event.$Properties): petpulse.v1.Event;

            /**
             * Encodes the specified Event message. Does not implicitly {@link petpulse.v1.Event.verify|verify} messages.
             * @param message Event message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: petpulse.v1.Event.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Event message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {petpulse.v1.Event & petpulse.v1.Event.$Shape} Event
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): petpulse.v1.Event & petpulse.v1.Event.$Shape;
        }

        namespace Event {

            /** Properties of an Event. */
            interface $Properties {

                /** Event kind */
                kind?: (petpulse.v1.EventKind|null);

                /** Event afterS */
                afterS?: (number|null);

                /** Event value */
                value?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Event. */
            type $Shape = petpulse.v1.Event.$Properties;
        }

        /**
         * Properties of an Events.
         * @deprecated Use petpulse.v1.Events.$Properties instead.
         */
        interface IEvents extends petpulse.v1.Events.$Properties {
        }

        /** Represents an Events. */
        class Events {

            /**
             * Constructs a new Events.
             * @param [properties] Properties to set
             */
            constructor(properties?: petpulse.v1.Events.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Events events. */
            events: petpulse.v1.Event.$Properties[];

            /**
             * Creates a new Events instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Events instance
             */
            static create(properties: petpulse.v1.Events.$Shape): petpulse.v1.Events & petpulse.v1.Events.$Shape;
            static create(properties?: petpulse.v1.Events.$Properties): petpulse.v1.Events;

            /**
             * Encodes the specified Events message. Does not implicitly {@link petpulse.v1.Events.verify|verify} messages.
             * @param message Events message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: petpulse.v1.Events.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Events message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {petpulse.v1.Events & petpulse.v1.Events.$Shape} Events
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): petpulse.v1.Events & petpulse.v1.Events.$Shape;
        }

        namespace Events {

            /** Properties of an Events. */
            interface $Properties {

                /** Events events */
                events?: (petpulse.v1.Event.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Events. */
            type $Shape = petpulse.v1.Events.$Properties;
        }

        /** GapReason enum. */
        enum GapReason {

            /** GAP_UNKNOWN value */
            GAP_UNKNOWN = 0,

            /** GAP_LOG_OVERFLOW value */
            GAP_LOG_OVERFLOW = 1,

            /** GAP_LOG_DAMAGED value */
            GAP_LOG_DAMAGED = 2,

            /** GAP_SPOOL_OVERFLOW value */
            GAP_SPOOL_OVERFLOW = 3,

            /** GAP_SPOOL_DAMAGED value */
            GAP_SPOOL_DAMAGED = 4
        }

        /**
         * Properties of a Gap.
         * @deprecated Use petpulse.v1.Gap.$Properties instead.
         */
        interface IGap extends petpulse.v1.Gap.$Properties {
        }

        /** Represents a Gap. */
        class Gap {

            /**
             * Constructs a new Gap.
             * @param [properties] Properties to set
             */
            constructor(properties?: petpulse.v1.Gap.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Gap fromSeq. */
            fromSeq: number;

            /** Gap toSeq. */
            toSeq: number;

            /** Gap reason. */
            reason: petpulse.v1.GapReason;

            /**
             * Creates a new Gap instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Gap instance
             */
            static create(properties: petpulse.v1.Gap.$Shape): petpulse.v1.Gap & petpulse.v1.Gap.$Shape;
            static create(properties?: petpulse.v1.Gap.$Properties): petpulse.v1.Gap;

            /**
             * Encodes the specified Gap message. Does not implicitly {@link petpulse.v1.Gap.verify|verify} messages.
             * @param message Gap message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: petpulse.v1.Gap.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Gap message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {petpulse.v1.Gap & petpulse.v1.Gap.$Shape} Gap
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): petpulse.v1.Gap & petpulse.v1.Gap.$Shape;
        }

        namespace Gap {

            /** Properties of a Gap. */
            interface $Properties {

                /** Gap fromSeq */
                fromSeq?: (number|null);

                /** Gap toSeq */
                toSeq?: (number|null);

                /** Gap reason */
                reason?: (petpulse.v1.GapReason|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Gap. */
            type $Shape = petpulse.v1.Gap.$Properties;
        }

        /**
         * Properties of a Batch.
         * @deprecated Use petpulse.v1.Batch.$Properties instead.
         */
        interface IBatch extends petpulse.v1.Batch.$Properties {
        }

        /** Represents a Batch. */
        class Batch {

            /**
             * Constructs a new Batch.
             * @param [properties] Properties to set
             */
            constructor(properties?: petpulse.v1.Batch.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Batch version. */
            version: number;

            /** Batch frames. */
            frames: Uint8Array[];

            /** Batch gaps. */
            gaps: petpulse.v1.HubGap.$Properties[];

            /**
             * Creates a new Batch instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Batch instance
             */
            static create(properties: petpulse.v1.Batch.$Shape): petpulse.v1.Batch & petpulse.v1.Batch.$Shape;
            static create(properties?: petpulse.v1.Batch.$Properties): petpulse.v1.Batch;

            /**
             * Encodes the specified Batch message. Does not implicitly {@link petpulse.v1.Batch.verify|verify} messages.
             * @param message Batch message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: petpulse.v1.Batch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Batch message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {petpulse.v1.Batch & petpulse.v1.Batch.$Shape} Batch
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): petpulse.v1.Batch & petpulse.v1.Batch.$Shape;
        }

        namespace Batch {

            /** Properties of a Batch. */
            interface $Properties {

                /** Batch version */
                version?: (number|null);

                /** Batch frames */
                frames?: (Uint8Array[]|null);

                /** Batch gaps */
                gaps?: (petpulse.v1.HubGap.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Batch. */
            type $Shape = petpulse.v1.Batch.$Properties;
        }

        /**
         * Properties of a HubGap.
         * @deprecated Use petpulse.v1.HubGap.$Properties instead.
         */
        interface IHubGap extends petpulse.v1.HubGap.$Properties {
        }

        /** Represents a HubGap. */
        class HubGap {

            /**
             * Constructs a new HubGap.
             * @param [properties] Properties to set
             */
            constructor(properties?: petpulse.v1.HubGap.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HubGap device. */
            device: Uint8Array;

            /** HubGap fromSeq. */
            fromSeq: number;

            /** HubGap toSeq. */
            toSeq: number;

            /** HubGap reason. */
            reason: number;

            /**
             * Creates a new HubGap instance using the specified properties.
             * @param [properties] Properties to set
             * @returns HubGap instance
             */
            static create(properties: petpulse.v1.HubGap.$Shape): petpulse.v1.HubGap & petpulse.v1.HubGap.$Shape;
            static create(properties?: petpulse.v1.HubGap.$Properties): petpulse.v1.HubGap;

            /**
             * Encodes the specified HubGap message. Does not implicitly {@link petpulse.v1.HubGap.verify|verify} messages.
             * @param message HubGap message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: petpulse.v1.HubGap.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HubGap message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {petpulse.v1.HubGap & petpulse.v1.HubGap.$Shape} HubGap
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): petpulse.v1.HubGap & petpulse.v1.HubGap.$Shape;
        }

        namespace HubGap {

            /** Properties of a HubGap. */
            interface $Properties {

                /** HubGap device */
                device?: (Uint8Array|null);

                /** HubGap fromSeq */
                fromSeq?: (number|null);

                /** HubGap toSeq */
                toSeq?: (number|null);

                /** HubGap reason */
                reason?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HubGap. */
            type $Shape = petpulse.v1.HubGap.$Properties;
        }

        /**
         * Properties of an Acknowledgement.
         * @deprecated Use petpulse.v1.Acknowledgement.$Properties instead.
         */
        interface IAcknowledgement extends petpulse.v1.Acknowledgement.$Properties {
        }

        /** Represents an Acknowledgement. */
        class Acknowledgement {

            /**
             * Constructs a new Acknowledgement.
             * @param [properties] Properties to set
             */
            constructor(properties?: petpulse.v1.Acknowledgement.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Acknowledgement version. */
            version: number;

            /** Acknowledgement stored. */
            stored: petpulse.v1.Stored.$Properties[];

            /** Acknowledgement rejected. */
            rejected: petpulse.v1.Rejected.$Properties[];

            /** Acknowledgement duplicates. */
            duplicates: number;

            /** Acknowledgement gaps. */
            gaps: number;

            /**
             * Creates a new Acknowledgement instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Acknowledgement instance
             */
            static create(properties: petpulse.v1.Acknowledgement.$Shape): petpulse.v1.Acknowledgement & petpulse.v1.Acknowledgement.$Shape;
            static create(properties?: petpulse.v1.Acknowledgement.$Properties): petpulse.v1.Acknowledgement;

            /**
             * Encodes the specified Acknowledgement message. Does not implicitly {@link petpulse.v1.Acknowledgement.verify|verify} messages.
             * @param message Acknowledgement message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: petpulse.v1.Acknowledgement.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Acknowledgement message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {petpulse.v1.Acknowledgement & petpulse.v1.Acknowledgement.$Shape} Acknowledgement
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): petpulse.v1.Acknowledgement & petpulse.v1.Acknowledgement.$Shape;
        }

        namespace Acknowledgement {

            /** Properties of an Acknowledgement. */
            interface $Properties {

                /** Acknowledgement version */
                version?: (number|null);

                /** Acknowledgement stored */
                stored?: (petpulse.v1.Stored.$Properties[]|null);

                /** Acknowledgement rejected */
                rejected?: (petpulse.v1.Rejected.$Properties[]|null);

                /** Acknowledgement duplicates */
                duplicates?: (number|null);

                /** Acknowledgement gaps */
                gaps?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Acknowledgement. */
            type $Shape = petpulse.v1.Acknowledgement.$Properties;
        }

        /**
         * Properties of a Stored.
         * @deprecated Use petpulse.v1.Stored.$Properties instead.
         */
        interface IStored extends petpulse.v1.Stored.$Properties {
        }

        /** Represents a Stored. */
        class Stored {

            /**
             * Constructs a new Stored.
             * @param [properties] Properties to set
             */
            constructor(properties?: petpulse.v1.Stored.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Stored device. */
            device: Uint8Array;

            /** Stored epoch. */
            epoch: number;

            /** Stored seqs. */
            seqs: number[];

            /**
             * Creates a new Stored instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Stored instance
             */
            static create(properties: petpulse.v1.Stored.$Shape): petpulse.v1.Stored & petpulse.v1.Stored.$Shape;
            static create(properties?: petpulse.v1.Stored.$Properties): petpulse.v1.Stored;

            /**
             * Encodes the specified Stored message. Does not implicitly {@link petpulse.v1.Stored.verify|verify} messages.
             * @param message Stored message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: petpulse.v1.Stored.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Stored message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {petpulse.v1.Stored & petpulse.v1.Stored.$Shape} Stored
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): petpulse.v1.Stored & petpulse.v1.Stored.$Shape;
        }

        namespace Stored {

            /** Properties of a Stored. */
            interface $Properties {

                /** Stored device */
                device?: (Uint8Array|null);

                /** Stored epoch */
                epoch?: (number|null);

                /** Stored seqs */
                seqs?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Stored. */
            type $Shape = petpulse.v1.Stored.$Properties;
        }

        /**
         * Properties of a Rejected.
         * @deprecated Use petpulse.v1.Rejected.$Properties instead.
         */
        interface IRejected extends petpulse.v1.Rejected.$Properties {
        }

        /** Represents a Rejected. */
        class Rejected {

            /**
             * Constructs a new Rejected.
             * @param [properties] Properties to set
             */
            constructor(properties?: petpulse.v1.Rejected.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Rejected index. */
            index: number;

            /** Rejected reason. */
            reason: petpulse.v1.Rejection;

            /** Rejected retry. */
            retry: boolean;

            /**
             * Creates a new Rejected instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Rejected instance
             */
            static create(properties: petpulse.v1.Rejected.$Shape): petpulse.v1.Rejected & petpulse.v1.Rejected.$Shape;
            static create(properties?: petpulse.v1.Rejected.$Properties): petpulse.v1.Rejected;

            /**
             * Encodes the specified Rejected message. Does not implicitly {@link petpulse.v1.Rejected.verify|verify} messages.
             * @param message Rejected message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: petpulse.v1.Rejected.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Rejected message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {petpulse.v1.Rejected & petpulse.v1.Rejected.$Shape} Rejected
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): petpulse.v1.Rejected & petpulse.v1.Rejected.$Shape;
        }

        namespace Rejected {

            /** Properties of a Rejected. */
            interface $Properties {

                /** Rejected index */
                index?: (number|null);

                /** Rejected reason */
                reason?: (petpulse.v1.Rejection|null);

                /** Rejected retry */
                retry?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Rejected. */
            type $Shape = petpulse.v1.Rejected.$Properties;
        }

        /** Rejection enum. */
        enum Rejection {

            /** REJECTION_UNKNOWN value */
            REJECTION_UNKNOWN = 0,

            /** REJECTION_MALFORMED value */
            REJECTION_MALFORMED = 1,

            /** REJECTION_TOO_LARGE value */
            REJECTION_TOO_LARGE = 2,

            /** REJECTION_VERSION value */
            REJECTION_VERSION = 3,

            /** REJECTION_UNKNOWN_DEVICE value */
            REJECTION_UNKNOWN_DEVICE = 4,

            /** REJECTION_TAG value */
            REJECTION_TAG = 5,

            /** REJECTION_NOT_GRANTED value */
            REJECTION_NOT_GRANTED = 6,

            /** REJECTION_CONFLICT value */
            REJECTION_CONFLICT = 7
        }

        /**
         * Properties of a Grant.
         * @deprecated Use petpulse.v1.Grant.$Properties instead.
         */
        interface IGrant extends petpulse.v1.Grant.$Properties {
        }

        /** Represents a Grant. */
        class Grant {

            /**
             * Constructs a new Grant.
             * @param [properties] Properties to set
             */
            constructor(properties?: petpulse.v1.Grant.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Grant device. */
            device: Uint8Array;

            /** Grant hub. */
            hub: Uint8Array;

            /** Grant scope. */
            scope: number;

            /** Grant notAfterS. */
            notAfterS: number;

            /** Grant key. */
            key: Uint8Array;

            /** Grant name. */
            name: string;

            /**
             * Creates a new Grant instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Grant instance
             */
            static create(properties: petpulse.v1.Grant.$Shape): petpulse.v1.Grant & petpulse.v1.Grant.$Shape;
            static create(properties?: petpulse.v1.Grant.$Properties): petpulse.v1.Grant;

            /**
             * Encodes the specified Grant message. Does not implicitly {@link petpulse.v1.Grant.verify|verify} messages.
             * @param message Grant message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: petpulse.v1.Grant.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Grant message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {petpulse.v1.Grant & petpulse.v1.Grant.$Shape} Grant
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): petpulse.v1.Grant & petpulse.v1.Grant.$Shape;
        }

        namespace Grant {

            /** Properties of a Grant. */
            interface $Properties {

                /** Grant device */
                device?: (Uint8Array|null);

                /** Grant hub */
                hub?: (Uint8Array|null);

                /** Grant scope */
                scope?: (number|null);

                /** Grant notAfterS */
                notAfterS?: (number|null);

                /** Grant key */
                key?: (Uint8Array|null);

                /** Grant name */
                name?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Grant. */
            type $Shape = petpulse.v1.Grant.$Properties;
        }

        /**
         * Properties of a Grants.
         * @deprecated Use petpulse.v1.Grants.$Properties instead.
         */
        interface IGrants extends petpulse.v1.Grants.$Properties {
        }

        /** Represents a Grants. */
        class Grants {

            /**
             * Constructs a new Grants.
             * @param [properties] Properties to set
             */
            constructor(properties?: petpulse.v1.Grants.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Grants version. */
            version: number;

            /** Grants grants. */
            grants: petpulse.v1.Grant.$Properties[];

            /**
             * Creates a new Grants instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Grants instance
             */
            static create(properties: petpulse.v1.Grants.$Shape): petpulse.v1.Grants & petpulse.v1.Grants.$Shape;
            static create(properties?: petpulse.v1.Grants.$Properties): petpulse.v1.Grants;

            /**
             * Encodes the specified Grants message. Does not implicitly {@link petpulse.v1.Grants.verify|verify} messages.
             * @param message Grants message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: petpulse.v1.Grants.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Grants message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {petpulse.v1.Grants & petpulse.v1.Grants.$Shape} Grants
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): petpulse.v1.Grants & petpulse.v1.Grants.$Shape;
        }

        namespace Grants {

            /** Properties of a Grants. */
            interface $Properties {

                /** Grants version */
                version?: (number|null);

                /** Grants grants */
                grants?: (petpulse.v1.Grant.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Grants. */
            type $Shape = petpulse.v1.Grants.$Properties;
        }

        /**
         * Properties of a Hello.
         * @deprecated Use petpulse.v1.Hello.$Properties instead.
         */
        interface IHello extends petpulse.v1.Hello.$Properties {
        }

        /** Represents a Hello. */
        class Hello {

            /**
             * Constructs a new Hello.
             * @param [properties] Properties to set
             */
            constructor(properties?: petpulse.v1.Hello.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Hello version. */
            version: number;

            /** Hello hub. */
            hub: Uint8Array;

            /** Hello scope. */
            scope: number;

            /** Hello notAfterS. */
            notAfterS: number;

            /** Hello nonce. */
            nonce: Uint8Array;

            /**
             * Creates a new Hello instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Hello instance
             */
            static create(properties: petpulse.v1.Hello.$Shape): petpulse.v1.Hello & petpulse.v1.Hello.$Shape;
            static create(properties?: petpulse.v1.Hello.$Properties): petpulse.v1.Hello;

            /**
             * Encodes the specified Hello message. Does not implicitly {@link petpulse.v1.Hello.verify|verify} messages.
             * @param message Hello message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: petpulse.v1.Hello.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Hello message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {petpulse.v1.Hello & petpulse.v1.Hello.$Shape} Hello
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): petpulse.v1.Hello & petpulse.v1.Hello.$Shape;
        }

        namespace Hello {

            /** Properties of a Hello. */
            interface $Properties {

                /** Hello version */
                version?: (number|null);

                /** Hello hub */
                hub?: (Uint8Array|null);

                /** Hello scope */
                scope?: (number|null);

                /** Hello notAfterS */
                notAfterS?: (number|null);

                /** Hello nonce */
                nonce?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Hello. */
            type $Shape = petpulse.v1.Hello.$Properties;
        }

        /** Scope enum. */
        enum Scope {

            /** SCOPE_NONE value */
            SCOPE_NONE = 0,

            /** SCOPE_CARRY value */
            SCOPE_CARRY = 1,

            /** SCOPE_CONFIGURE value */
            SCOPE_CONFIGURE = 2
        }

        /**
         * Properties of a Time.
         * @deprecated Use petpulse.v1.Time.$Properties instead.
         */
        interface ITime extends petpulse.v1.Time.$Properties {
        }

        /** Represents a Time. */
        class Time {

            /**
             * Constructs a new Time.
             * @param [properties] Properties to set
             */
            constructor(properties?: petpulse.v1.Time.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Time counter. */
            counter: number;

            /** Time utcS. */
            utcS: number;

            /** Time utcMs. */
            utcMs: number;

            /**
             * Creates a new Time instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Time instance
             */
            static create(properties: petpulse.v1.Time.$Shape): petpulse.v1.Time & petpulse.v1.Time.$Shape;
            static create(properties?: petpulse.v1.Time.$Properties): petpulse.v1.Time;

            /**
             * Encodes the specified Time message. Does not implicitly {@link petpulse.v1.Time.verify|verify} messages.
             * @param message Time message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: petpulse.v1.Time.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Time message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {petpulse.v1.Time & petpulse.v1.Time.$Shape} Time
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): petpulse.v1.Time & petpulse.v1.Time.$Shape;
        }

        namespace Time {

            /** Properties of a Time. */
            interface $Properties {

                /** Time counter */
                counter?: (number|null);

                /** Time utcS */
                utcS?: (number|null);

                /** Time utcMs */
                utcMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Time. */
            type $Shape = petpulse.v1.Time.$Properties;
        }

        /**
         * Properties of a SendFrom.
         * @deprecated Use petpulse.v1.SendFrom.$Properties instead.
         */
        interface ISendFrom extends petpulse.v1.SendFrom.$Properties {
        }

        /** Represents a SendFrom. */
        class SendFrom {

            /**
             * Constructs a new SendFrom.
             * @param [properties] Properties to set
             */
            constructor(properties?: petpulse.v1.SendFrom.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SendFrom counter. */
            counter: number;

            /** SendFrom seq. */
            seq: number;

            /**
             * Creates a new SendFrom instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SendFrom instance
             */
            static create(properties: petpulse.v1.SendFrom.$Shape): petpulse.v1.SendFrom & petpulse.v1.SendFrom.$Shape;
            static create(properties?: petpulse.v1.SendFrom.$Properties): petpulse.v1.SendFrom;

            /**
             * Encodes the specified SendFrom message. Does not implicitly {@link petpulse.v1.SendFrom.verify|verify} messages.
             * @param message SendFrom message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: petpulse.v1.SendFrom.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SendFrom message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {petpulse.v1.SendFrom & petpulse.v1.SendFrom.$Shape} SendFrom
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): petpulse.v1.SendFrom & petpulse.v1.SendFrom.$Shape;
        }

        namespace SendFrom {

            /** Properties of a SendFrom. */
            interface $Properties {

                /** SendFrom counter */
                counter?: (number|null);

                /** SendFrom seq */
                seq?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SendFrom. */
            type $Shape = petpulse.v1.SendFrom.$Properties;
        }

        /**
         * Properties of an Acknowledge.
         * @deprecated Use petpulse.v1.Acknowledge.$Properties instead.
         */
        interface IAcknowledge extends petpulse.v1.Acknowledge.$Properties {
        }

        /** Represents an Acknowledge. */
        class Acknowledge {

            /**
             * Constructs a new Acknowledge.
             * @param [properties] Properties to set
             */
            constructor(properties?: petpulse.v1.Acknowledge.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Acknowledge counter. */
            counter: number;

            /** Acknowledge seq. */
            seq: number;

            /**
             * Creates a new Acknowledge instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Acknowledge instance
             */
            static create(properties: petpulse.v1.Acknowledge.$Shape): petpulse.v1.Acknowledge & petpulse.v1.Acknowledge.$Shape;
            static create(properties?: petpulse.v1.Acknowledge.$Properties): petpulse.v1.Acknowledge;

            /**
             * Encodes the specified Acknowledge message. Does not implicitly {@link petpulse.v1.Acknowledge.verify|verify} messages.
             * @param message Acknowledge message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: petpulse.v1.Acknowledge.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Acknowledge message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {petpulse.v1.Acknowledge & petpulse.v1.Acknowledge.$Shape} Acknowledge
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): petpulse.v1.Acknowledge & petpulse.v1.Acknowledge.$Shape;
        }

        namespace Acknowledge {

            /** Properties of an Acknowledge. */
            interface $Properties {

                /** Acknowledge counter */
                counter?: (number|null);

                /** Acknowledge seq */
                seq?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Acknowledge. */
            type $Shape = petpulse.v1.Acknowledge.$Properties;
        }

        /**
         * Properties of a Configure.
         * @deprecated Use petpulse.v1.Configure.$Properties instead.
         */
        interface IConfigure extends petpulse.v1.Configure.$Properties {
        }

        /** Represents a Configure. */
        class Configure {

            /**
             * Constructs a new Configure.
             * @param [properties] Properties to set
             */
            constructor(properties?: petpulse.v1.Configure.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Configure counter. */
            counter: number;

            /** Configure minutesPerFrame. */
            minutesPerFrame?: (number|null);

            /** Configure liveS. */
            liveS?: (number|null);

            /**
             * Creates a new Configure instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Configure instance
             */
            static create(properties: petpulse.v1.Configure.$Shape): petpulse.v1.Configure & petpulse.v1.Configure.$Shape;
            static create(properties?: petpulse.v1.Configure.$Properties): petpulse.v1.Configure;

            /**
             * Encodes the specified Configure message. Does not implicitly {@link petpulse.v1.Configure.verify|verify} messages.
             * @param message Configure message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: petpulse.v1.Configure.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Configure message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {petpulse.v1.Configure & petpulse.v1.Configure.$Shape} Configure
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): petpulse.v1.Configure & petpulse.v1.Configure.$Shape;
        }

        namespace Configure {

            /** Properties of a Configure. */
            interface $Properties {

                /** Configure counter */
                counter?: (number|null);

                /** Configure minutesPerFrame */
                minutesPerFrame?: (number|null);

                /** Configure liveS */
                liveS?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Configure. */
            type $Shape = petpulse.v1.Configure.$Properties;
        }

        /**
         * Properties of a Challenge.
         * @deprecated Use petpulse.v1.Challenge.$Properties instead.
         */
        interface IChallenge extends petpulse.v1.Challenge.$Properties {
        }

        /** Represents a Challenge. */
        class Challenge {

            /**
             * Constructs a new Challenge.
             * @param [properties] Properties to set
             */
            constructor(properties?: petpulse.v1.Challenge.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Challenge version. */
            version: number;

            /** Challenge device. */
            device: Uint8Array;

            /** Challenge nonce. */
            nonce: Uint8Array;

            /** Challenge epoch. */
            epoch: number;

            /** Challenge uptimeS. */
            uptimeS: number;

            /** Challenge utcS. */
            utcS?: (number|null);

            /** Challenge oldestSeq. */
            oldestSeq: number;

            /** Challenge nextSeq. */
            nextSeq: number;

            /** Challenge ackedSeq. */
            ackedSeq: number;

            /**
             * Creates a new Challenge instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Challenge instance
             */
            static create(properties: petpulse.v1.Challenge.$Shape): petpulse.v1.Challenge & petpulse.v1.Challenge.$Shape;
            static create(properties?: petpulse.v1.Challenge.$Properties): petpulse.v1.Challenge;

            /**
             * Encodes the specified Challenge message. Does not implicitly {@link petpulse.v1.Challenge.verify|verify} messages.
             * @param message Challenge message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: petpulse.v1.Challenge.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Challenge message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {petpulse.v1.Challenge & petpulse.v1.Challenge.$Shape} Challenge
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): petpulse.v1.Challenge & petpulse.v1.Challenge.$Shape;
        }

        namespace Challenge {

            /** Properties of a Challenge. */
            interface $Properties {

                /** Challenge version */
                version?: (number|null);

                /** Challenge device */
                device?: (Uint8Array|null);

                /** Challenge nonce */
                nonce?: (Uint8Array|null);

                /** Challenge epoch */
                epoch?: (number|null);

                /** Challenge uptimeS */
                uptimeS?: (number|null);

                /** Challenge utcS */
                utcS?: (number|null);

                /** Challenge oldestSeq */
                oldestSeq?: (number|null);

                /** Challenge nextSeq */
                nextSeq?: (number|null);

                /** Challenge ackedSeq */
                ackedSeq?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Challenge. */
            type $Shape = petpulse.v1.Challenge.$Properties;
        }

        /**
         * Properties of a Status.
         * @deprecated Use petpulse.v1.Status.$Properties instead.
         */
        interface IStatus extends petpulse.v1.Status.$Properties {
        }

        /** Represents a Status. */
        class Status {

            /**
             * Constructs a new Status.
             * @param [properties] Properties to set
             */
            constructor(properties?: petpulse.v1.Status.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Status counter. */
            counter: number;

            /** Status uptimeS. */
            uptimeS: number;

            /** Status minutesPerFrame. */
            minutesPerFrame: number;

            /** Status liveS. */
            liveS: number;

            /** Status battery. */
            battery: number;

            /** Status flags. */
            flags: number;

            /**
             * Creates a new Status instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Status instance
             */
            static create(properties: petpulse.v1.Status.$Shape): petpulse.v1.Status & petpulse.v1.Status.$Shape;
            static create(properties?: petpulse.v1.Status.$Properties): petpulse.v1.Status;

            /**
             * Encodes the specified Status message. Does not implicitly {@link petpulse.v1.Status.verify|verify} messages.
             * @param message Status message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: petpulse.v1.Status.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Status message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {petpulse.v1.Status & petpulse.v1.Status.$Shape} Status
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): petpulse.v1.Status & petpulse.v1.Status.$Shape;
        }

        namespace Status {

            /** Properties of a Status. */
            interface $Properties {

                /** Status counter */
                counter?: (number|null);

                /** Status uptimeS */
                uptimeS?: (number|null);

                /** Status minutesPerFrame */
                minutesPerFrame?: (number|null);

                /** Status liveS */
                liveS?: (number|null);

                /** Status battery */
                battery?: (number|null);

                /** Status flags */
                flags?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Status. */
            type $Shape = petpulse.v1.Status.$Properties;
        }

        /**
         * Properties of a Refusal.
         * @deprecated Use petpulse.v1.Refusal.$Properties instead.
         */
        interface IRefusal extends petpulse.v1.Refusal.$Properties {
        }

        /** Represents a Refusal. */
        class Refusal {

            /**
             * Constructs a new Refusal.
             * @param [properties] Properties to set
             */
            constructor(properties?: petpulse.v1.Refusal.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Refusal reason. */
            reason: petpulse.v1.Refused;

            /** Refusal kind. */
            kind: number;

            /**
             * Creates a new Refusal instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Refusal instance
             */
            static create(properties: petpulse.v1.Refusal.$Shape): petpulse.v1.Refusal & petpulse.v1.Refusal.$Shape;
            static create(properties?: petpulse.v1.Refusal.$Properties): petpulse.v1.Refusal;

            /**
             * Encodes the specified Refusal message. Does not implicitly {@link petpulse.v1.Refusal.verify|verify} messages.
             * @param message Refusal message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: petpulse.v1.Refusal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Refusal message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {petpulse.v1.Refusal & petpulse.v1.Refusal.$Shape} Refusal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): petpulse.v1.Refusal & petpulse.v1.Refusal.$Shape;
        }

        namespace Refusal {

            /** Properties of a Refusal. */
            interface $Properties {

                /** Refusal reason */
                reason?: (petpulse.v1.Refused|null);

                /** Refusal kind */
                kind?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Refusal. */
            type $Shape = petpulse.v1.Refusal.$Properties;
        }

        /** Refused enum. */
        enum Refused {

            /** REFUSED_UNKNOWN value */
            REFUSED_UNKNOWN = 0,

            /** REFUSED_MALFORMED value */
            REFUSED_MALFORMED = 1,

            /** REFUSED_VERSION value */
            REFUSED_VERSION = 2,

            /** REFUSED_SEAL value */
            REFUSED_SEAL = 3,

            /** REFUSED_REPLAYED value */
            REFUSED_REPLAYED = 4,

            /** REFUSED_SCOPE value */
            REFUSED_SCOPE = 5,

            /** REFUSED_EXPIRED value */
            REFUSED_EXPIRED = 6,

            /** REFUSED_NO_SESSION value */
            REFUSED_NO_SESSION = 7,

            /** REFUSED_OUT_OF_RANGE value */
            REFUSED_OUT_OF_RANGE = 8
        }

        /**
         * Properties of an Advertised.
         * @deprecated Use petpulse.v1.Advertised.$Properties instead.
         */
        interface IAdvertised extends petpulse.v1.Advertised.$Properties {
        }

        /** Represents an Advertised. */
        class Advertised {

            /**
             * Constructs a new Advertised.
             * @param [properties] Properties to set
             */
            constructor(properties?: petpulse.v1.Advertised.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Advertised version. */
            version: number;

            /** Advertised device. */
            device: Uint8Array;

            /**
             * Creates a new Advertised instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Advertised instance
             */
            static create(properties: petpulse.v1.Advertised.$Shape): petpulse.v1.Advertised & petpulse.v1.Advertised.$Shape;
            static create(properties?: petpulse.v1.Advertised.$Properties): petpulse.v1.Advertised;

            /**
             * Encodes the specified Advertised message. Does not implicitly {@link petpulse.v1.Advertised.verify|verify} messages.
             * @param message Advertised message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: petpulse.v1.Advertised.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Advertised message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {petpulse.v1.Advertised & petpulse.v1.Advertised.$Shape} Advertised
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): petpulse.v1.Advertised & petpulse.v1.Advertised.$Shape;
        }

        namespace Advertised {

            /** Properties of an Advertised. */
            interface $Properties {

                /** Advertised version */
                version?: (number|null);

                /** Advertised device */
                device?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Advertised. */
            type $Shape = petpulse.v1.Advertised.$Properties;
        }
    }
}
