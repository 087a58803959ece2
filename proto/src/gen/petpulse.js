/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const petpulse = $root.petpulse = (() => {

    /**
     * Namespace petpulse.
     * @exports petpulse
     * @namespace
     */
    const petpulse = {};

    petpulse.v1 = (function() {

        /**
         * Namespace v1.
         * @memberof petpulse
         * @namespace
         */
        const v1 = {};

        v1.Frame = (function() {

            /**
             * Properties of a Frame.
             * @typedef {Object} petpulse.v1.Frame.$Properties
             * @property {number|null} [version] Frame version
             * @property {Uint8Array|null} [device] Frame device
             * @property {number|null} [epoch] Frame epoch
             * @property {number|null} [seq] Frame seq
             * @property {number|null} [uptimeS] Frame uptimeS
             * @property {number|null} [utcS] Frame utcS
             * @property {petpulse.v1.Minutes.$Properties|null} [minutes] Frame minutes
             * @property {petpulse.v1.Live.$Properties|null} [live] Frame live
             * @property {petpulse.v1.Events.$Properties|null} [events] Frame events
             * @property {petpulse.v1.Gap.$Properties|null} [gap] Frame gap
             * @property {"minutes"|"live"|"events"|"gap"} [content] Frame content
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Frame.
             * @memberof petpulse.v1
             * @interface IFrame
             * @augments petpulse.v1.Frame.$Properties
             * @deprecated Use petpulse.v1.Frame.$Properties instead.
             */

            /**
             * Narrowed shape of a Frame.
             * @typedef {{
             *   version?: number|null;
             *   device?: Uint8Array|null;
             *   epoch?: number|null;
             *   seq?: number|null;
             *   uptimeS?: number|null;
             *   utcS?: number|null;
             *   minutes?: petpulse.v1.Minutes.$Shape|null;
             *   live?: petpulse.v1.Live.$Shape|null;
             *   events?: petpulse.v1.Events.$Shape|null;
             *   gap?: petpulse.v1.Gap.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ content?: undefined; minutes?: null; live?: null; events?: null; gap?: null }|{ content?: "minutes"; minutes: petpulse.v1.Minutes.$Shape; live?: null; events?: null; gap?: null }|{ content?: "live"; minutes?: null; live: petpulse.v1.Live.$Shape; events?: null; gap?: null }|{ content?: "events"; minutes?: null; live?: null; events: petpulse.v1.Events.$Shape; gap?: null }|{ content?: "gap"; minutes?: null; live?: null; events?: null; gap: petpulse.v1.Gap.$Shape })
             * )} petpulse.v1.Frame.$Shape
             */

            /**
             * Constructs a new Frame.
             * @memberof petpulse.v1
             * @classdesc Represents a Frame.
             * @constructor
             * @param {petpulse.v1.Frame.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Frame = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Frame version.
             * @member {number} version
             * @memberof petpulse.v1.Frame
             * @instance
             */
            Frame.prototype.version = 0;

            /**
             * Frame device.
             * @member {Uint8Array} device
             * @memberof petpulse.v1.Frame
             * @instance
             */
            Frame.prototype.device = $util.newBuffer([]);

            /**
             * Frame epoch.
             * @member {number} epoch
             * @memberof petpulse.v1.Frame
             * @instance
             */
            Frame.prototype.epoch = 0;

            /**
             * Frame seq.
             * @member {number} seq
             * @memberof petpulse.v1.Frame
             * @instance
             */
            Frame.prototype.seq = 0;

            /**
             * Frame uptimeS.
             * @member {number} uptimeS
             * @memberof petpulse.v1.Frame
             * @instance
             */
            Frame.prototype.uptimeS = 0;

            /**
             * Frame utcS.
             * @member {number|null|undefined} utcS
             * @memberof petpulse.v1.Frame
             * @instance
             */
            Frame.prototype.utcS = null;

            /**
             * Frame minutes.
             * @member {petpulse.v1.Minutes.$Properties|null|undefined} minutes
             * @memberof petpulse.v1.Frame
             * @instance
             */
            Frame.prototype.minutes = null;

            /**
             * Frame live.
             * @member {petpulse.v1.Live.$Properties|null|undefined} live
             * @memberof petpulse.v1.Frame
             * @instance
             */
            Frame.prototype.live = null;

            /**
             * Frame events.
             * @member {petpulse.v1.Events.$Properties|null|undefined} events
             * @memberof petpulse.v1.Frame
             * @instance
             */
            Frame.prototype.events = null;

            /**
             * Frame gap.
             * @member {petpulse.v1.Gap.$Properties|null|undefined} gap
             * @memberof petpulse.v1.Frame
             * @instance
             */
            Frame.prototype.gap = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Frame.prototype, "_utcS", {
                get: $util.oneOfGetter($oneOfFields = ["utcS"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Frame content.
             * @member {"minutes"|"live"|"events"|"gap"|undefined} content
             * @memberof petpulse.v1.Frame
             * @instance
             */
            $Object.defineProperty(Frame.prototype, "content", {
                get: $util.oneOfGetter($oneOfFields = ["minutes", "live", "events", "gap"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Frame instance using the specified properties.
             * @function create
             * @memberof petpulse.v1.Frame
             * @static
             * @param {petpulse.v1.Frame.$Properties=} [properties] Properties to set
             * @returns {petpulse.v1.Frame} Frame instance
             * @type {{
             *   (properties: petpulse.v1.Frame.$Shape): petpulse.v1.Frame & petpulse.v1.Frame.$Shape;
             *   (properties?: petpulse.v1.Frame.$Properties): petpulse.v1.Frame;
             * }}
             */
            Frame.create = function(properties) {
                return new Frame(properties);
            };

            /**
             * Encodes the specified Frame message. Does not implicitly {@link petpulse.v1.Frame.verify|verify} messages.
             * @function encode
             * @memberof petpulse.v1.Frame
             * @static
             * @param {petpulse.v1.Frame.$Properties} message Frame message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Frame.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.device != null && $Object.hasOwnProperty.call(message, "device") && message.device.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.device);
                if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && message.epoch !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.epoch);
                if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && message.seq !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.seq);
                if (message.uptimeS != null && $Object.hasOwnProperty.call(message, "uptimeS") && message.uptimeS !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.uptimeS);
                if (message.utcS != null && $Object.hasOwnProperty.call(message, "utcS"))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.utcS);
                if (message.minutes != null && $Object.hasOwnProperty.call(message, "minutes"))
                    $root.petpulse.v1.Minutes.encode(message.minutes, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.live != null && $Object.hasOwnProperty.call(message, "live"))
                    $root.petpulse.v1.Live.encode(message.live, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                if (message.events != null && $Object.hasOwnProperty.call(message, "events"))
                    $root.petpulse.v1.Events.encode(message.events, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                if (message.gap != null && $Object.hasOwnProperty.call(message, "gap"))
                    $root.petpulse.v1.Gap.encode(message.gap, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Frame message from the specified reader or buffer.
             * @function decode
             * @memberof petpulse.v1.Frame
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {petpulse.v1.Frame & petpulse.v1.Frame.$Shape} Frame
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Frame.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.petpulse.v1.Frame();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.device = value;
                            else
                                delete message.device;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.epoch = value;
                            else
                                delete message.epoch;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.seq = value;
                            else
                                delete message.seq;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.uptimeS = value;
                            else
                                delete message.uptimeS;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            message.utcS = reader.uint32();
                            message._utcS = "utcS";
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            message.minutes = $root.petpulse.v1.Minutes.decode(reader, reader.size(), $undefined, _depth + 1, message.minutes);
                            message.content = "minutes";
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            message.live = $root.petpulse.v1.Live.decode(reader, reader.size(), $undefined, _depth + 1, message.live);
                            message.content = "live";
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            message.events = $root.petpulse.v1.Events.decode(reader, reader.size(), $undefined, _depth + 1, message.events);
                            message.content = "events";
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            message.gap = $root.petpulse.v1.Gap.decode(reader, reader.size(), $undefined, _depth + 1, message.gap);
                            message.content = "gap";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Frame;
        })();

        v1.Minutes = (function() {

            /**
             * Properties of a Minutes.
             * @typedef {Object} petpulse.v1.Minutes.$Properties
             * @property {number|null} [count] Minutes count
             * @property {Array.<number>|null} [heartRate] Minutes heartRate
             * @property {Array.<number>|null} [confidence] Minutes confidence
             * @property {Array.<number>|null} [rmssd] Minutes rmssd
             * @property {Array.<number>|null} [breaths] Minutes breaths
             * @property {Array.<number>|null} [activity] Minutes activity
             * @property {Array.<number>|null} [intensity] Minutes intensity
             * @property {Array.<number>|null} [steps] Minutes steps
             * @property {Array.<number>|null} [restShare] Minutes restShare
             * @property {Array.<number>|null} [scratches] Minutes scratches
             * @property {Array.<number>|null} [shakes] Minutes shakes
             * @property {Array.<number>|null} [temperature] Minutes temperature
             * @property {Array.<number>|null} [battery] Minutes battery
             * @property {Array.<number>|null} [anomaly] Minutes anomaly
             * @property {Array.<number>|null} [flags] Minutes flags
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Minutes.
             * @memberof petpulse.v1
             * @interface IMinutes
             * @augments petpulse.v1.Minutes.$Properties
             * @deprecated Use petpulse.v1.Minutes.$Properties instead.
             */

            /**
             * Shape of a Minutes.
             * @typedef {petpulse.v1.Minutes.$Properties} petpulse.v1.Minutes.$Shape
             */

            /**
             * Constructs a new Minutes.
             * @memberof petpulse.v1
             * @classdesc Represents a Minutes.
             * @constructor
             * @param {petpulse.v1.Minutes.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Minutes = function (properties) {
                this.heartRate = [];
                this.confidence = [];
                this.rmssd = [];
                this.breaths = [];
                this.activity = [];
                this.intensity = [];
                this.steps = [];
                this.restShare = [];
                this.scratches = [];
                this.shakes = [];
                this.temperature = [];
                this.battery = [];
                this.anomaly = [];
                this.flags = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Minutes count.
             * @member {number} count
             * @memberof petpulse.v1.Minutes
             * @instance
             */
            Minutes.prototype.count = 0;

            /**
             * Minutes heartRate.
             * @member {Array.<number>} heartRate
             * @memberof petpulse.v1.Minutes
             * @instance
             */
            Minutes.prototype.heartRate = $util.emptyArray;

            /**
             * Minutes confidence.
             * @member {Array.<number>} confidence
             * @memberof petpulse.v1.Minutes
             * @instance
             */
            Minutes.prototype.confidence = $util.emptyArray;

            /**
             * Minutes rmssd.
             * @member {Array.<number>} rmssd
             * @memberof petpulse.v1.Minutes
             * @instance
             */
            Minutes.prototype.rmssd = $util.emptyArray;

            /**
             * Minutes breaths.
             * @member {Array.<number>} breaths
             * @memberof petpulse.v1.Minutes
             * @instance
             */
            Minutes.prototype.breaths = $util.emptyArray;

            /**
             * Minutes activity.
             * @member {Array.<number>} activity
             * @memberof petpulse.v1.Minutes
             * @instance
             */
            Minutes.prototype.activity = $util.emptyArray;

            /**
             * Minutes intensity.
             * @member {Array.<number>} intensity
             * @memberof petpulse.v1.Minutes
             * @instance
             */
            Minutes.prototype.intensity = $util.emptyArray;

            /**
             * Minutes steps.
             * @member {Array.<number>} steps
             * @memberof petpulse.v1.Minutes
             * @instance
             */
            Minutes.prototype.steps = $util.emptyArray;

            /**
             * Minutes restShare.
             * @member {Array.<number>} restShare
             * @memberof petpulse.v1.Minutes
             * @instance
             */
            Minutes.prototype.restShare = $util.emptyArray;

            /**
             * Minutes scratches.
             * @member {Array.<number>} scratches
             * @memberof petpulse.v1.Minutes
             * @instance
             */
            Minutes.prototype.scratches = $util.emptyArray;

            /**
             * Minutes shakes.
             * @member {Array.<number>} shakes
             * @memberof petpulse.v1.Minutes
             * @instance
             */
            Minutes.prototype.shakes = $util.emptyArray;

            /**
             * Minutes temperature.
             * @member {Array.<number>} temperature
             * @memberof petpulse.v1.Minutes
             * @instance
             */
            Minutes.prototype.temperature = $util.emptyArray;

            /**
             * Minutes battery.
             * @member {Array.<number>} battery
             * @memberof petpulse.v1.Minutes
             * @instance
             */
            Minutes.prototype.battery = $util.emptyArray;

            /**
             * Minutes anomaly.
             * @member {Array.<number>} anomaly
             * @memberof petpulse.v1.Minutes
             * @instance
             */
            Minutes.prototype.anomaly = $util.emptyArray;

            /**
             * Minutes flags.
             * @member {Array.<number>} flags
             * @memberof petpulse.v1.Minutes
             * @instance
             */
            Minutes.prototype.flags = $util.emptyArray;

            /**
             * Creates a new Minutes instance using the specified properties.
             * @function create
             * @memberof petpulse.v1.Minutes
             * @static
             * @param {petpulse.v1.Minutes.$Properties=} [properties] Properties to set
             * @returns {petpulse.v1.Minutes} Minutes instance
             * @type {{
             *   (properties: petpulse.v1.Minutes.$Shape): petpulse.v1.Minutes & petpulse.v1.Minutes.$Shape;
             *   (properties?: petpulse.v1.Minutes.$Properties): petpulse.v1.Minutes;
             * }}
             */
            Minutes.create = function(properties) {
                return new Minutes(properties);
            };

            /**
             * Encodes the specified Minutes message. Does not implicitly {@link petpulse.v1.Minutes.verify|verify} messages.
             * @function encode
             * @memberof petpulse.v1.Minutes
             * @static
             * @param {petpulse.v1.Minutes.$Properties} message Minutes message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Minutes.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.count != null && $Object.hasOwnProperty.call(message, "count") && message.count !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.count);
                if (message.heartRate != null && message.heartRate.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).sint32s(message.heartRate);
                if (message.confidence != null && message.confidence.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).sint32s(message.confidence);
                if (message.rmssd != null && message.rmssd.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).sint32s(message.rmssd);
                if (message.breaths != null && message.breaths.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).sint32s(message.breaths);
                if (message.activity != null && message.activity.length)
                    writer.uint32(/* id 6, wireType 2 =*/50).sint32s(message.activity);
                if (message.intensity != null && message.intensity.length)
                    writer.uint32(/* id 7, wireType 2 =*/58).sint32s(message.intensity);
                if (message.steps != null && message.steps.length)
                    writer.uint32(/* id 8, wireType 2 =*/66).sint32s(message.steps);
                if (message.restShare != null && message.restShare.length)
                    writer.uint32(/* id 9, wireType 2 =*/74).sint32s(message.restShare);
                if (message.scratches != null && message.scratches.length)
                    writer.uint32(/* id 10, wireType 2 =*/82).sint32s(message.scratches);
                if (message.shakes != null && message.shakes.length)
                    writer.uint32(/* id 11, wireType 2 =*/90).sint32s(message.shakes);
                if (message.temperature != null && message.temperature.length)
                    writer.uint32(/* id 12, wireType 2 =*/98).sint32s(message.temperature);
                if (message.battery != null && message.battery.length)
                    writer.uint32(/* id 13, wireType 2 =*/106).sint32s(message.battery);
                if (message.anomaly != null && message.anomaly.length)
                    writer.uint32(/* id 14, wireType 2 =*/114).sint32s(message.anomaly);
                if (message.flags != null && message.flags.length)
                    writer.uint32(/* id 15, wireType 2 =*/122).sint32s(message.flags);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Minutes message from the specified reader or buffer.
             * @function decode
             * @memberof petpulse.v1.Minutes
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {petpulse.v1.Minutes & petpulse.v1.Minutes.$Shape} Minutes
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Minutes.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.petpulse.v1.Minutes();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.count = value;
                            else
                                delete message.count;
                            continue;
                        }
                    case 2: {
                            if (wireType === 2) {
                                if (!(message.heartRate && message.heartRate.length))
                                    message.heartRate = [];
                                reader.sint32s(message.heartRate);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.heartRate && message.heartRate.length))
                                message.heartRate = [];
                            message.heartRate.push(reader.sint32());
                            continue;
                        }
                    case 3: {
                            if (wireType === 2) {
                                if (!(message.confidence && message.confidence.length))
                                    message.confidence = [];
                                reader.sint32s(message.confidence);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.confidence && message.confidence.length))
                                message.confidence = [];
                            message.confidence.push(reader.sint32());
                            continue;
                        }
                    case 4: {
                            if (wireType === 2) {
                                if (!(message.rmssd && message.rmssd.length))
                                    message.rmssd = [];
                                reader.sint32s(message.rmssd);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.rmssd && message.rmssd.length))
                                message.rmssd = [];
                            message.rmssd.push(reader.sint32());
                            continue;
                        }
                    case 5: {
                            if (wireType === 2) {
                                if (!(message.breaths && message.breaths.length))
                                    message.breaths = [];
                                reader.sint32s(message.breaths);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.breaths && message.breaths.length))
                                message.breaths = [];
                            message.breaths.push(reader.sint32());
                            continue;
                        }
                    case 6: {
                            if (wireType === 2) {
                                if (!(message.activity && message.activity.length))
                                    message.activity = [];
                                reader.sint32s(message.activity);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.activity && message.activity.length))
                                message.activity = [];
                            message.activity.push(reader.sint32());
                            continue;
                        }
                    case 7: {
                            if (wireType === 2) {
                                if (!(message.intensity && message.intensity.length))
                                    message.intensity = [];
                                reader.sint32s(message.intensity);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.intensity && message.intensity.length))
                                message.intensity = [];
                            message.intensity.push(reader.sint32());
                            continue;
                        }
                    case 8: {
                            if (wireType === 2) {
                                if (!(message.steps && message.steps.length))
                                    message.steps = [];
                                reader.sint32s(message.steps);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.steps && message.steps.length))
                                message.steps = [];
                            message.steps.push(reader.sint32());
                            continue;
                        }
                    case 9: {
                            if (wireType === 2) {
                                if (!(message.restShare && message.restShare.length))
                                    message.restShare = [];
                                reader.sint32s(message.restShare);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.restShare && message.restShare.length))
                                message.restShare = [];
                            message.restShare.push(reader.sint32());
                            continue;
                        }
                    case 10: {
                            if (wireType === 2) {
                                if (!(message.scratches && message.scratches.length))
                                    message.scratches = [];
                                reader.sint32s(message.scratches);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.scratches && message.scratches.length))
                                message.scratches = [];
                            message.scratches.push(reader.sint32());
                            continue;
                        }
                    case 11: {
                            if (wireType === 2) {
                                if (!(message.shakes && message.shakes.length))
                                    message.shakes = [];
                                reader.sint32s(message.shakes);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.shakes && message.shakes.length))
                                message.shakes = [];
                            message.shakes.push(reader.sint32());
                            continue;
                        }
                    case 12: {
                            if (wireType === 2) {
                                if (!(message.temperature && message.temperature.length))
                                    message.temperature = [];
                                reader.sint32s(message.temperature);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.temperature && message.temperature.length))
                                message.temperature = [];
                            message.temperature.push(reader.sint32());
                            continue;
                        }
                    case 13: {
                            if (wireType === 2) {
                                if (!(message.battery && message.battery.length))
                                    message.battery = [];
                                reader.sint32s(message.battery);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.battery && message.battery.length))
                                message.battery = [];
                            message.battery.push(reader.sint32());
                            continue;
                        }
                    case 14: {
                            if (wireType === 2) {
                                if (!(message.anomaly && message.anomaly.length))
                                    message.anomaly = [];
                                reader.sint32s(message.anomaly);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.anomaly && message.anomaly.length))
                                message.anomaly = [];
                            message.anomaly.push(reader.sint32());
                            continue;
                        }
                    case 15: {
                            if (wireType === 2) {
                                if (!(message.flags && message.flags.length))
                                    message.flags = [];
                                reader.sint32s(message.flags);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.flags && message.flags.length))
                                message.flags = [];
                            message.flags.push(reader.sint32());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Minutes;
        })();

        v1.Live = (function() {

            /**
             * Properties of a Live.
             * @typedef {Object} petpulse.v1.Live.$Properties
             * @property {number|null} [count] Live count
             * @property {number|null} [stepS] Live stepS
             * @property {Array.<number>|null} [heartRate] Live heartRate
             * @property {Array.<number>|null} [confidence] Live confidence
             * @property {Array.<number>|null} [intensity] Live intensity
             * @property {Array.<number>|null} [activity] Live activity
             * @property {Array.<number>|null} [flags] Live flags
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Live.
             * @memberof petpulse.v1
             * @interface ILive
             * @augments petpulse.v1.Live.$Properties
             * @deprecated Use petpulse.v1.Live.$Properties instead.
             */

            /**
             * Shape of a Live.
             * @typedef {petpulse.v1.Live.$Properties} petpulse.v1.Live.$Shape
             */

            /**
             * Constructs a new Live.
             * @memberof petpulse.v1
             * @classdesc Represents a Live.
             * @constructor
             * @param {petpulse.v1.Live.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Live = function (properties) {
                this.heartRate = [];
                this.confidence = [];
                this.intensity = [];
                this.activity = [];
                this.flags = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Live count.
             * @member {number} count
             * @memberof petpulse.v1.Live
             * @instance
             */
            Live.prototype.count = 0;

            /**
             * Live stepS.
             * @member {number} stepS
             * @memberof petpulse.v1.Live
             * @instance
             */
            Live.prototype.stepS = 0;

            /**
             * Live heartRate.
             * @member {Array.<number>} heartRate
             * @memberof petpulse.v1.Live
             * @instance
             */
            Live.prototype.heartRate = $util.emptyArray;

            /**
             * Live confidence.
             * @member {Array.<number>} confidence
             * @memberof petpulse.v1.Live
             * @instance
             */
            Live.prototype.confidence = $util.emptyArray;

            /**
             * Live intensity.
             * @member {Array.<number>} intensity
             * @memberof petpulse.v1.Live
             * @instance
             */
            Live.prototype.intensity = $util.emptyArray;

            /**
             * Live activity.
             * @member {Array.<number>} activity
             * @memberof petpulse.v1.Live
             * @instance
             */
            Live.prototype.activity = $util.emptyArray;

            /**
             * Live flags.
             * @member {Array.<number>} flags
             * @memberof petpulse.v1.Live
             * @instance
             */
            Live.prototype.flags = $util.emptyArray;

            /**
             * Creates a new Live instance using the specified properties.
             * @function create
             * @memberof petpulse.v1.Live
             * @static
             * @param {petpulse.v1.Live.$Properties=} [properties] Properties to set
             * @returns {petpulse.v1.Live} Live instance
             * @type {{
             *   (properties: petpulse.v1.Live.$Shape): petpulse.v1.Live & petpulse.v1.Live.$Shape;
             *   (properties?: petpulse.v1.Live.$Properties): petpulse.v1.Live;
             * }}
             */
            Live.create = function(properties) {
                return new Live(properties);
            };

            /**
             * Encodes the specified Live message. Does not implicitly {@link petpulse.v1.Live.verify|verify} messages.
             * @function encode
             * @memberof petpulse.v1.Live
             * @static
             * @param {petpulse.v1.Live.$Properties} message Live message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Live.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.count != null && $Object.hasOwnProperty.call(message, "count") && message.count !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.count);
                if (message.stepS != null && $Object.hasOwnProperty.call(message, "stepS") && message.stepS !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.stepS);
                if (message.heartRate != null && message.heartRate.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).sint32s(message.heartRate);
                if (message.confidence != null && message.confidence.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).sint32s(message.confidence);
                if (message.intensity != null && message.intensity.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).sint32s(message.intensity);
                if (message.activity != null && message.activity.length)
                    writer.uint32(/* id 6, wireType 2 =*/50).sint32s(message.activity);
                if (message.flags != null && message.flags.length)
                    writer.uint32(/* id 7, wireType 2 =*/58).sint32s(message.flags);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Live message from the specified reader or buffer.
             * @function decode
             * @memberof petpulse.v1.Live
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {petpulse.v1.Live & petpulse.v1.Live.$Shape} Live
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Live.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.petpulse.v1.Live();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.count = value;
                            else
                                delete message.count;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.stepS = value;
                            else
                                delete message.stepS;
                            continue;
                        }
                    case 3: {
                            if (wireType === 2) {
                                if (!(message.heartRate && message.heartRate.length))
                                    message.heartRate = [];
                                reader.sint32s(message.heartRate);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.heartRate && message.heartRate.length))
                                message.heartRate = [];
                            message.heartRate.push(reader.sint32());
                            continue;
                        }
                    case 4: {
                            if (wireType === 2) {
                                if (!(message.confidence && message.confidence.length))
                                    message.confidence = [];
                                reader.sint32s(message.confidence);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.confidence && message.confidence.length))
                                message.confidence = [];
                            message.confidence.push(reader.sint32());
                            continue;
                        }
                    case 5: {
                            if (wireType === 2) {
                                if (!(message.intensity && message.intensity.length))
                                    message.intensity = [];
                                reader.sint32s(message.intensity);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.intensity && message.intensity.length))
                                message.intensity = [];
                            message.intensity.push(reader.sint32());
                            continue;
                        }
                    case 6: {
                            if (wireType === 2) {
                                if (!(message.activity && message.activity.length))
                                    message.activity = [];
                                reader.sint32s(message.activity);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.activity && message.activity.length))
                                message.activity = [];
                            message.activity.push(reader.sint32());
                            continue;
                        }
                    case 7: {
                            if (wireType === 2) {
                                if (!(message.flags && message.flags.length))
                                    message.flags = [];
                                reader.sint32s(message.flags);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.flags && message.flags.length))
                                message.flags = [];
                            message.flags.push(reader.sint32());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Live;
        })();

        /**
         * Activity enum.
         * @name petpulse.v1.Activity
         * @enum {number}
         * @property {number} ACTIVITY_UNKNOWN=0 ACTIVITY_UNKNOWN value
         * @property {number} ACTIVITY_REST=1 ACTIVITY_REST value
         * @property {number} ACTIVITY_ACTIVE=2 ACTIVITY_ACTIVE value
         * @property {number} ACTIVITY_VIGOROUS=3 ACTIVITY_VIGOROUS value
         */
        v1.Activity = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "ACTIVITY_UNKNOWN"] = 0;
            values[valuesById[1] = "ACTIVITY_REST"] = 1;
            values[valuesById[2] = "ACTIVITY_ACTIVE"] = 2;
            values[valuesById[3] = "ACTIVITY_VIGOROUS"] = 3;
            return values;
        })();

        /**
         * Flag enum.
         * @name petpulse.v1.Flag
         * @enum {number}
         * @property {number} FLAG_NONE=0 FLAG_NONE value
         * @property {number} FLAG_OFF_COLLAR=1 FLAG_OFF_COLLAR value
         * @property {number} FLAG_MOTION=2 FLAG_MOTION value
         * @property {number} FLAG_POOR_CONTACT=4 FLAG_POOR_CONTACT value
         * @property {number} FLAG_SATURATED=8 FLAG_SATURATED value
         * @property {number} FLAG_CHARGING=16 FLAG_CHARGING value
         * @property {number} FLAG_NO_SIGNAL=32 FLAG_NO_SIGNAL value
         * @property {number} FLAG_WARMING_UP=64 FLAG_WARMING_UP value
         */
        v1.Flag = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "FLAG_NONE"] = 0;
            values[valuesById[1] = "FLAG_OFF_COLLAR"] = 1;
            values[valuesById[2] = "FLAG_MOTION"] = 2;
            values[valuesById[4] = "FLAG_POOR_CONTACT"] = 4;
            values[valuesById[8] = "FLAG_SATURATED"] = 8;
            values[valuesById[16] = "FLAG_CHARGING"] = 16;
            values[valuesById[32] = "FLAG_NO_SIGNAL"] = 32;
            values[valuesById[64] = "FLAG_WARMING_UP"] = 64;
            return values;
        })();

        /**
         * EventKind enum.
         * @name petpulse.v1.EventKind
         * @enum {number}
         * @property {number} EVENT_UNKNOWN=0 EVENT_UNKNOWN value
         * @property {number} EVENT_BOOT=1 EVENT_BOOT value
         * @property {number} EVENT_OFF_COLLAR=2 EVENT_OFF_COLLAR value
         * @property {number} EVENT_ON_COLLAR=3 EVENT_ON_COLLAR value
         * @property {number} EVENT_BRADYCARDIA=4 EVENT_BRADYCARDIA value
         * @property {number} EVENT_TACHYCARDIA=5 EVENT_TACHYCARDIA value
         * @property {number} EVENT_BREATHING_FAST=6 EVENT_BREATHING_FAST value
         * @property {number} EVENT_HEAT=7 EVENT_HEAT value
         * @property {number} EVENT_STILLNESS=8 EVENT_STILLNESS value
         * @property {number} EVENT_ANOMALY=9 EVENT_ANOMALY value
         * @property {number} EVENT_LOW_BATTERY=10 EVENT_LOW_BATTERY value
         * @property {number} EVENT_TIME_SET=11 EVENT_TIME_SET value
         */
        v1.EventKind = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "EVENT_UNKNOWN"] = 0;
            values[valuesById[1] = "EVENT_BOOT"] = 1;
            values[valuesById[2] = "EVENT_OFF_COLLAR"] = 2;
            values[valuesById[3] = "EVENT_ON_COLLAR"] = 3;
            values[valuesById[4] = "EVENT_BRADYCARDIA"] = 4;
            values[valuesById[5] = "EVENT_TACHYCARDIA"] = 5;
            values[valuesById[6] = "EVENT_BREATHING_FAST"] = 6;
            values[valuesById[7] = "EVENT_HEAT"] = 7;
            values[valuesById[8] = "EVENT_STILLNESS"] = 8;
            values[valuesById[9] = "EVENT_ANOMALY"] = 9;
            values[valuesById[10] = "EVENT_LOW_BATTERY"] = 10;
            values[valuesById[11] = "EVENT_TIME_SET"] = 11;
            return values;
        })();

        v1.Event = (function() {

            /**
             * Properties of an Event.
             * @typedef {Object} petpulse.v1.Event.$Properties
             * @property {petpulse.v1.EventKind|null} [kind] Event kind
             * @property {number|null} [afterS] Event afterS
             * @property {number|null} [value] Event value
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Event.
             * @memberof petpulse.v1
             * @interface IEvent
             * @augments petpulse.v1.Event.$Properties
             * @deprecated Use petpulse.v1.Event.$Properties instead.
             */

            /**
             * Shape of an Event.
             * @typedef {petpulse.v1.Event.$Properties} petpulse.v1.Event.$Shape
             */

            /**
             * Constructs a new Event.
             * @memberof petpulse.v1
             * @classdesc Represents an Event.
             * @constructor
             * @param {petpulse.v1.Event.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Event = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Event kind.
             * @member {petpulse.v1.EventKind} kind
             * @memberof petpulse.v1.Event
             * @instance
             */
            Event.prototype.kind = 0;

            /**
             * Event afterS.
             * @member {number} afterS
             * @memberof petpulse.v1.Event
             * @instance
             */
            Event.prototype.afterS = 0;

            /**
             * Event value.
             * @member {number} value
             * @memberof petpulse.v1.Event
             * @instance
             */
            Event.prototype.value = 0;

            /**
             * Creates a new Event instance using the specified properties.
             * @function create
             * @memberof petpulse.v1.Event
             * @static
             * @param {petpulse.v1.Event.$Properties=} [properties] Properties to set
             * @returns {petpulse.v1.Event} Event instance
             * @type {{
             *   (properties: petpulse.v1.Event.$Shape): petpulse.v1.Event & petpulse.v1.Event.$Shape;
             *   (properties?: petpulse.v1.Event.$Properties): petpulse.v1.Event;
             * }}
             */
            Event.create = function(properties) {
                return new Event(properties);
            };

            /**
             * Encodes the specified Event message. Does not implicitly {@link petpulse.v1.Event.verify|verify} messages.
             * @function encode
             * @memberof petpulse.v1.Event
             * @static
             * @param {petpulse.v1.Event.$Properties} message Event message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Event.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.kind);
                if (message.afterS != null && $Object.hasOwnProperty.call(message, "afterS") && message.afterS !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.afterS);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).sint32(message.value);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Event message from the specified reader or buffer.
             * @function decode
             * @memberof petpulse.v1.Event
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {petpulse.v1.Event & petpulse.v1.Event.$Shape} Event
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Event.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.petpulse.v1.Event();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.afterS = value;
                            else
                                delete message.afterS;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.sint32())
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Event;
        })();

        v1.Events = (function() {

            /**
             * Properties of an Events.
             * @typedef {Object} petpulse.v1.Events.$Properties
             * @property {Array.<petpulse.v1.Event.$Properties>|null} [events] Events events
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Events.
             * @memberof petpulse.v1
             * @interface IEvents
             * @augments petpulse.v1.Events.$Properties
             * @deprecated Use petpulse.v1.Events.$Properties instead.
             */

            /**
             * Shape of an Events.
             * @typedef {petpulse.v1.Events.$Properties} petpulse.v1.Events.$Shape
             */

            /**
             * Constructs a new Events.
             * @memberof petpulse.v1
             * @classdesc Represents an Events.
             * @constructor
             * @param {petpulse.v1.Events.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Events = function (properties) {
                this.events = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Events events.
             * @member {Array.<petpulse.v1.Event.$Properties>} events
             * @memberof petpulse.v1.Events
             * @instance
             */
            Events.prototype.events = $util.emptyArray;

            /**
             * Creates a new Events instance using the specified properties.
             * @function create
             * @memberof petpulse.v1.Events
             * @static
             * @param {petpulse.v1.Events.$Properties=} [properties] Properties to set
             * @returns {petpulse.v1.Events} Events instance
             * @type {{
             *   (properties: petpulse.v1.Events.$Shape): petpulse.v1.Events & petpulse.v1.Events.$Shape;
             *   (properties?: petpulse.v1.Events.$Properties): petpulse.v1.Events;
             * }}
             */
            Events.create = function(properties) {
                return new Events(properties);
            };

            /**
             * Encodes the specified Events message. Does not implicitly {@link petpulse.v1.Events.verify|verify} messages.
             * @function encode
             * @memberof petpulse.v1.Events
             * @static
             * @param {petpulse.v1.Events.$Properties} message Events message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Events.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.events != null && message.events.length)
                    for (let i = 0; i < message.events.length; ++i)
                        $root.petpulse.v1.Event.encode(message.events[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Events message from the specified reader or buffer.
             * @function decode
             * @memberof petpulse.v1.Events
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {petpulse.v1.Events & petpulse.v1.Events.$Shape} Events
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Events.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.petpulse.v1.Events();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.events && message.events.length))
                                message.events = [];
                            message.events.push($root.petpulse.v1.Event.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Events;
        })();

        /**
         * GapReason enum.
         * @name petpulse.v1.GapReason
         * @enum {number}
         * @property {number} GAP_UNKNOWN=0 GAP_UNKNOWN value
         * @property {number} GAP_LOG_OVERFLOW=1 GAP_LOG_OVERFLOW value
         * @property {number} GAP_LOG_DAMAGED=2 GAP_LOG_DAMAGED value
         * @property {number} GAP_SPOOL_OVERFLOW=3 GAP_SPOOL_OVERFLOW value
         * @property {number} GAP_SPOOL_DAMAGED=4 GAP_SPOOL_DAMAGED value
         */
        v1.GapReason = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "GAP_UNKNOWN"] = 0;
            values[valuesById[1] = "GAP_LOG_OVERFLOW"] = 1;
            values[valuesById[2] = "GAP_LOG_DAMAGED"] = 2;
            values[valuesById[3] = "GAP_SPOOL_OVERFLOW"] = 3;
            values[valuesById[4] = "GAP_SPOOL_DAMAGED"] = 4;
            return values;
        })();

        v1.Gap = (function() {

            /**
             * Properties of a Gap.
             * @typedef {Object} petpulse.v1.Gap.$Properties
             * @property {number|null} [fromSeq] Gap fromSeq
             * @property {number|null} [toSeq] Gap toSeq
             * @property {petpulse.v1.GapReason|null} [reason] Gap reason
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Gap.
             * @memberof petpulse.v1
             * @interface IGap
             * @augments petpulse.v1.Gap.$Properties
             * @deprecated Use petpulse.v1.Gap.$Properties instead.
             */

            /**
             * Shape of a Gap.
             * @typedef {petpulse.v1.Gap.$Properties} petpulse.v1.Gap.$Shape
             */

            /**
             * Constructs a new Gap.
             * @memberof petpulse.v1
             * @classdesc Represents a Gap.
             * @constructor
             * @param {petpulse.v1.Gap.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Gap = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Gap fromSeq.
             * @member {number} fromSeq
             * @memberof petpulse.v1.Gap
             * @instance
             */
            Gap.prototype.fromSeq = 0;

            /**
             * Gap toSeq.
             * @member {number} toSeq
             * @memberof petpulse.v1.Gap
             * @instance
             */
            Gap.prototype.toSeq = 0;

            /**
             * Gap reason.
             * @member {petpulse.v1.GapReason} reason
             * @memberof petpulse.v1.Gap
             * @instance
             */
            Gap.prototype.reason = 0;

            /**
             * Creates a new Gap instance using the specified properties.
             * @function create
             * @memberof petpulse.v1.Gap
             * @static
             * @param {petpulse.v1.Gap.$Properties=} [properties] Properties to set
             * @returns {petpulse.v1.Gap} Gap instance
             * @type {{
             *   (properties: petpulse.v1.Gap.$Shape): petpulse.v1.Gap & petpulse.v1.Gap.$Shape;
             *   (properties?: petpulse.v1.Gap.$Properties): petpulse.v1.Gap;
             * }}
             */
            Gap.create = function(properties) {
                return new Gap(properties);
            };

            /**
             * Encodes the specified Gap message. Does not implicitly {@link petpulse.v1.Gap.verify|verify} messages.
             * @function encode
             * @memberof petpulse.v1.Gap
             * @static
             * @param {petpulse.v1.Gap.$Properties} message Gap message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Gap.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.fromSeq != null && $Object.hasOwnProperty.call(message, "fromSeq") && message.fromSeq !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.fromSeq);
                if (message.toSeq != null && $Object.hasOwnProperty.call(message, "toSeq") && message.toSeq !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.toSeq);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int32(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Gap message from the specified reader or buffer.
             * @function decode
             * @memberof petpulse.v1.Gap
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {petpulse.v1.Gap & petpulse.v1.Gap.$Shape} Gap
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Gap.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.petpulse.v1.Gap();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.fromSeq = value;
                            else
                                delete message.fromSeq;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.toSeq = value;
                            else
                                delete message.toSeq;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Gap;
        })();

        v1.Batch = (function() {

            /**
             * Properties of a Batch.
             * @typedef {Object} petpulse.v1.Batch.$Properties
             * @property {number|null} [version] Batch version
             * @property {Array.<Uint8Array>|null} [frames] Batch frames
             * @property {Array.<petpulse.v1.HubGap.$Properties>|null} [gaps] Batch gaps
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Batch.
             * @memberof petpulse.v1
             * @interface IBatch
             * @augments petpulse.v1.Batch.$Properties
             * @deprecated Use petpulse.v1.Batch.$Properties instead.
             */

            /**
             * Shape of a Batch.
             * @typedef {petpulse.v1.Batch.$Properties} petpulse.v1.Batch.$Shape
             */

            /**
             * Constructs a new Batch.
             * @memberof petpulse.v1
             * @classdesc Represents a Batch.
             * @constructor
             * @param {petpulse.v1.Batch.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Batch = function (properties) {
                this.frames = [];
                this.gaps = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Batch version.
             * @member {number} version
             * @memberof petpulse.v1.Batch
             * @instance
             */
            Batch.prototype.version = 0;

            /**
             * Batch frames.
             * @member {Array.<Uint8Array>} frames
             * @memberof petpulse.v1.Batch
             * @instance
             */
            Batch.prototype.frames = $util.emptyArray;

            /**
             * Batch gaps.
             * @member {Array.<petpulse.v1.HubGap.$Properties>} gaps
             * @memberof petpulse.v1.Batch
             * @instance
             */
            Batch.prototype.gaps = $util.emptyArray;

            /**
             * Creates a new Batch instance using the specified properties.
             * @function create
             * @memberof petpulse.v1.Batch
             * @static
             * @param {petpulse.v1.Batch.$Properties=} [properties] Properties to set
             * @returns {petpulse.v1.Batch} Batch instance
             * @type {{
             *   (properties: petpulse.v1.Batch.$Shape): petpulse.v1.Batch & petpulse.v1.Batch.$Shape;
             *   (properties?: petpulse.v1.Batch.$Properties): petpulse.v1.Batch;
             * }}
             */
            Batch.create = function(properties) {
                return new Batch(properties);
            };

            /**
             * Encodes the specified Batch message. Does not implicitly {@link petpulse.v1.Batch.verify|verify} messages.
             * @function encode
             * @memberof petpulse.v1.Batch
             * @static
             * @param {petpulse.v1.Batch.$Properties} message Batch message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Batch.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.frames != null && message.frames.length)
                    for (let i = 0; i < message.frames.length; ++i)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.frames[i]);
                if (message.gaps != null && message.gaps.length)
                    for (let i = 0; i < message.gaps.length; ++i)
                        $root.petpulse.v1.HubGap.encode(message.gaps[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Batch message from the specified reader or buffer.
             * @function decode
             * @memberof petpulse.v1.Batch
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {petpulse.v1.Batch & petpulse.v1.Batch.$Shape} Batch
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Batch.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.petpulse.v1.Batch();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.frames && message.frames.length))
                                message.frames = [];
                            message.frames.push(reader.bytes());
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.gaps && message.gaps.length))
                                message.gaps = [];
                            message.gaps.push($root.petpulse.v1.HubGap.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Batch;
        })();

        v1.HubGap = (function() {

            /**
             * Properties of a HubGap.
             * @typedef {Object} petpulse.v1.HubGap.$Properties
             * @property {Uint8Array|null} [device] HubGap device
             * @property {number|null} [fromSeq] HubGap fromSeq
             * @property {number|null} [toSeq] HubGap toSeq
             * @property {number|null} [reason] HubGap reason
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a HubGap.
             * @memberof petpulse.v1
             * @interface IHubGap
             * @augments petpulse.v1.HubGap.$Properties
             * @deprecated Use petpulse.v1.HubGap.$Properties instead.
             */

            /**
             * Shape of a HubGap.
             * @typedef {petpulse.v1.HubGap.$Properties} petpulse.v1.HubGap.$Shape
             */

            /**
             * Constructs a new HubGap.
             * @memberof petpulse.v1
             * @classdesc Represents a HubGap.
             * @constructor
             * @param {petpulse.v1.HubGap.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const HubGap = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * HubGap device.
             * @member {Uint8Array} device
             * @memberof petpulse.v1.HubGap
             * @instance
             */
            HubGap.prototype.device = $util.newBuffer([]);

            /**
             * HubGap fromSeq.
             * @member {number} fromSeq
             * @memberof petpulse.v1.HubGap
             * @instance
             */
            HubGap.prototype.fromSeq = 0;

            /**
             * HubGap toSeq.
             * @member {number} toSeq
             * @memberof petpulse.v1.HubGap
             * @instance
             */
            HubGap.prototype.toSeq = 0;

            /**
             * HubGap reason.
             * @member {number} reason
             * @memberof petpulse.v1.HubGap
             * @instance
             */
            HubGap.prototype.reason = 0;

            /**
             * Creates a new HubGap instance using the specified properties.
             * @function create
             * @memberof petpulse.v1.HubGap
             * @static
             * @param {petpulse.v1.HubGap.$Properties=} [properties] Properties to set
             * @returns {petpulse.v1.HubGap} HubGap instance
             * @type {{
             *   (properties: petpulse.v1.HubGap.$Shape): petpulse.v1.HubGap & petpulse.v1.HubGap.$Shape;
             *   (properties?: petpulse.v1.HubGap.$Properties): petpulse.v1.HubGap;
             * }}
             */
            HubGap.create = function(properties) {
                return new HubGap(properties);
            };

            /**
             * Encodes the specified HubGap message. Does not implicitly {@link petpulse.v1.HubGap.verify|verify} messages.
             * @function encode
             * @memberof petpulse.v1.HubGap
             * @static
             * @param {petpulse.v1.HubGap.$Properties} message HubGap message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            HubGap.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.device != null && $Object.hasOwnProperty.call(message, "device") && message.device.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.device);
                if (message.fromSeq != null && $Object.hasOwnProperty.call(message, "fromSeq") && message.fromSeq !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.fromSeq);
                if (message.toSeq != null && $Object.hasOwnProperty.call(message, "toSeq") && message.toSeq !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.toSeq);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a HubGap message from the specified reader or buffer.
             * @function decode
             * @memberof petpulse.v1.HubGap
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {petpulse.v1.HubGap & petpulse.v1.HubGap.$Shape} HubGap
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            HubGap.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.petpulse.v1.HubGap();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.device = value;
                            else
                                delete message.device;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.fromSeq = value;
                            else
                                delete message.fromSeq;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.toSeq = value;
                            else
                                delete message.toSeq;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HubGap;
        })();

        v1.Acknowledgement = (function() {

            /**
             * Properties of an Acknowledgement.
             * @typedef {Object} petpulse.v1.Acknowledgement.$Properties
             * @property {number|null} [version] Acknowledgement version
             * @property {Array.<petpulse.v1.Stored.$Properties>|null} [stored] Acknowledgement stored
             * @property {Array.<petpulse.v1.Rejected.$Properties>|null} [rejected] Acknowledgement rejected
             * @property {number|null} [duplicates] Acknowledgement duplicates
             * @property {number|null} [gaps] Acknowledgement gaps
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Acknowledgement.
             * @memberof petpulse.v1
             * @interface IAcknowledgement
             * @augments petpulse.v1.Acknowledgement.$Properties
             * @deprecated Use petpulse.v1.Acknowledgement.$Properties instead.
             */

            /**
             * Shape of an Acknowledgement.
             * @typedef {petpulse.v1.Acknowledgement.$Properties} petpulse.v1.Acknowledgement.$Shape
             */

            /**
             * Constructs a new Acknowledgement.
             * @memberof petpulse.v1
             * @classdesc Represents an Acknowledgement.
             * @constructor
             * @param {petpulse.v1.Acknowledgement.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Acknowledgement = function (properties) {
                this.stored = [];
                this.rejected = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Acknowledgement version.
             * @member {number} version
             * @memberof petpulse.v1.Acknowledgement
             * @instance
             */
            Acknowledgement.prototype.version = 0;

            /**
             * Acknowledgement stored.
             * @member {Array.<petpulse.v1.Stored.$Properties>} stored
             * @memberof petpulse.v1.Acknowledgement
             * @instance
             */
            Acknowledgement.prototype.stored = $util.emptyArray;

            /**
             * Acknowledgement rejected.
             * @member {Array.<petpulse.v1.Rejected.$Properties>} rejected
             * @memberof petpulse.v1.Acknowledgement
             * @instance
             */
            Acknowledgement.prototype.rejected = $util.emptyArray;

            /**
             * Acknowledgement duplicates.
             * @member {number} duplicates
             * @memberof petpulse.v1.Acknowledgement
             * @instance
             */
            Acknowledgement.prototype.duplicates = 0;

            /**
             * Acknowledgement gaps.
             * @member {number} gaps
             * @memberof petpulse.v1.Acknowledgement
             * @instance
             */
            Acknowledgement.prototype.gaps = 0;

            /**
             * Creates a new Acknowledgement instance using the specified properties.
             * @function create
             * @memberof petpulse.v1.Acknowledgement
             * @static
             * @param {petpulse.v1.Acknowledgement.$Properties=} [properties] Properties to set
             * @returns {petpulse.v1.Acknowledgement} Acknowledgement instance
             * @type {{
             *   (properties: petpulse.v1.Acknowledgement.$Shape): petpulse.v1.Acknowledgement & petpulse.v1.Acknowledgement.$Shape;
             *   (properties?: petpulse.v1.Acknowledgement.$Properties): petpulse.v1.Acknowledgement;
             * }}
             */
            Acknowledgement.create = function(properties) {
                return new Acknowledgement(properties);
            };

            /**
             * Encodes the specified Acknowledgement message. Does not implicitly {@link petpulse.v1.Acknowledgement.verify|verify} messages.
             * @function encode
             * @memberof petpulse.v1.Acknowledgement
             * @static
             * @param {petpulse.v1.Acknowledgement.$Properties} message Acknowledgement message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Acknowledgement.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.stored != null && message.stored.length)
                    for (let i = 0; i < message.stored.length; ++i)
                        $root.petpulse.v1.Stored.encode(message.stored[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.rejected != null && message.rejected.length)
                    for (let i = 0; i < message.rejected.length; ++i)
                        $root.petpulse.v1.Rejected.encode(message.rejected[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.duplicates != null && $Object.hasOwnProperty.call(message, "duplicates") && message.duplicates !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.duplicates);
                if (message.gaps != null && $Object.hasOwnProperty.call(message, "gaps") && message.gaps !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.gaps);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Acknowledgement message from the specified reader or buffer.
             * @function decode
             * @memberof petpulse.v1.Acknowledgement
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {petpulse.v1.Acknowledgement & petpulse.v1.Acknowledgement.$Shape} Acknowledgement
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Acknowledgement.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.petpulse.v1.Acknowledgement();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.stored && message.stored.length))
                                message.stored = [];
                            message.stored.push($root.petpulse.v1.Stored.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.rejected && message.rejected.length))
                                message.rejected = [];
                            message.rejected.push($root.petpulse.v1.Rejected.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.duplicates = value;
                            else
                                delete message.duplicates;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.gaps = value;
                            else
                                delete message.gaps;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Acknowledgement;
        })();

        v1.Stored = (function() {

            /**
             * Properties of a Stored.
             * @typedef {Object} petpulse.v1.Stored.$Properties
             * @property {Uint8Array|null} [device] Stored device
             * @property {number|null} [epoch] Stored epoch
             * @property {Array.<number>|null} [seqs] Stored seqs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Stored.
             * @memberof petpulse.v1
             * @interface IStored
             * @augments petpulse.v1.Stored.$Properties
             * @deprecated Use petpulse.v1.Stored.$Properties instead.
             */

            /**
             * Shape of a Stored.
             * @typedef {petpulse.v1.Stored.$Properties} petpulse.v1.Stored.$Shape
             */

            /**
             * Constructs a new Stored.
             * @memberof petpulse.v1
             * @classdesc Represents a Stored.
             * @constructor
             * @param {petpulse.v1.Stored.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Stored = function (properties) {
                this.seqs = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Stored device.
             * @member {Uint8Array} device
             * @memberof petpulse.v1.Stored
             * @instance
             */
            Stored.prototype.device = $util.newBuffer([]);

            /**
             * Stored epoch.
             * @member {number} epoch
             * @memberof petpulse.v1.Stored
             * @instance
             */
            Stored.prototype.epoch = 0;

            /**
             * Stored seqs.
             * @member {Array.<number>} seqs
             * @memberof petpulse.v1.Stored
             * @instance
             */
            Stored.prototype.seqs = $util.emptyArray;

            /**
             * Creates a new Stored instance using the specified properties.
             * @function create
             * @memberof petpulse.v1.Stored
             * @static
             * @param {petpulse.v1.Stored.$Properties=} [properties] Properties to set
             * @returns {petpulse.v1.Stored} Stored instance
             * @type {{
             *   (properties: petpulse.v1.Stored.$Shape): petpulse.v1.Stored & petpulse.v1.Stored.$Shape;
             *   (properties?: petpulse.v1.Stored.$Properties): petpulse.v1.Stored;
             * }}
             */
            Stored.create = function(properties) {
                return new Stored(properties);
            };

            /**
             * Encodes the specified Stored message. Does not implicitly {@link petpulse.v1.Stored.verify|verify} messages.
             * @function encode
             * @memberof petpulse.v1.Stored
             * @static
             * @param {petpulse.v1.Stored.$Properties} message Stored message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Stored.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.device != null && $Object.hasOwnProperty.call(message, "device") && message.device.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.device);
                if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && message.epoch !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.epoch);
                if (message.seqs != null && message.seqs.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).uint32s(message.seqs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Stored message from the specified reader or buffer.
             * @function decode
             * @memberof petpulse.v1.Stored
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {petpulse.v1.Stored & petpulse.v1.Stored.$Shape} Stored
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Stored.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.petpulse.v1.Stored();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.device = value;
                            else
                                delete message.device;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.epoch = value;
                            else
                                delete message.epoch;
                            continue;
                        }
                    case 3: {
                            if (wireType === 2) {
                                if (!(message.seqs && message.seqs.length))
                                    message.seqs = [];
                                reader.uint32s(message.seqs);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.seqs && message.seqs.length))
                                message.seqs = [];
                            message.seqs.push(reader.uint32());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Stored;
        })();

        v1.Rejected = (function() {

            /**
             * Properties of a Rejected.
             * @typedef {Object} petpulse.v1.Rejected.$Properties
             * @property {number|null} [index] Rejected index
             * @property {petpulse.v1.Rejection|null} [reason] Rejected reason
             * @property {boolean|null} [retry] Rejected retry
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Rejected.
             * @memberof petpulse.v1
             * @interface IRejected
             * @augments petpulse.v1.Rejected.$Properties
             * @deprecated Use petpulse.v1.Rejected.$Properties instead.
             */

            /**
             * Shape of a Rejected.
             * @typedef {petpulse.v1.Rejected.$Properties} petpulse.v1.Rejected.$Shape
             */

            /**
             * Constructs a new Rejected.
             * @memberof petpulse.v1
             * @classdesc Represents a Rejected.
             * @constructor
             * @param {petpulse.v1.Rejected.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Rejected = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Rejected index.
             * @member {number} index
             * @memberof petpulse.v1.Rejected
             * @instance
             */
            Rejected.prototype.index = 0;

            /**
             * Rejected reason.
             * @member {petpulse.v1.Rejection} reason
             * @memberof petpulse.v1.Rejected
             * @instance
             */
            Rejected.prototype.reason = 0;

            /**
             * Rejected retry.
             * @member {boolean} retry
             * @memberof petpulse.v1.Rejected
             * @instance
             */
            Rejected.prototype.retry = false;

            /**
             * Creates a new Rejected instance using the specified properties.
             * @function create
             * @memberof petpulse.v1.Rejected
             * @static
             * @param {petpulse.v1.Rejected.$Properties=} [properties] Properties to set
             * @returns {petpulse.v1.Rejected} Rejected instance
             * @type {{
             *   (properties: petpulse.v1.Rejected.$Shape): petpulse.v1.Rejected & petpulse.v1.Rejected.$Shape;
             *   (properties?: petpulse.v1.Rejected.$Properties): petpulse.v1.Rejected;
             * }}
             */
            Rejected.create = function(properties) {
                return new Rejected(properties);
            };

            /**
             * Encodes the specified Rejected message. Does not implicitly {@link petpulse.v1.Rejected.verify|verify} messages.
             * @function encode
             * @memberof petpulse.v1.Rejected
             * @static
             * @param {petpulse.v1.Rejected.$Properties} message Rejected message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Rejected.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.index != null && $Object.hasOwnProperty.call(message, "index") && message.index !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.index);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.reason);
                if (message.retry != null && $Object.hasOwnProperty.call(message, "retry") && message.retry !== false)
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.retry);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Rejected message from the specified reader or buffer.
             * @function decode
             * @memberof petpulse.v1.Rejected
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {petpulse.v1.Rejected & petpulse.v1.Rejected.$Shape} Rejected
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Rejected.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.petpulse.v1.Rejected();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.index = value;
                            else
                                delete message.index;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.retry = value;
                            else
                                delete message.retry;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Rejected;
        })();

        /**
         * Rejection enum.
         * @name petpulse.v1.Rejection
         * @enum {number}
         * @property {number} REJECTION_UNKNOWN=0 REJECTION_UNKNOWN value
         * @property {number} REJECTION_MALFORMED=1 REJECTION_MALFORMED value
         * @property {number} REJECTION_TOO_LARGE=2 REJECTION_TOO_LARGE value
         * @property {number} REJECTION_VERSION=3 REJECTION_VERSION value
         * @property {number} REJECTION_UNKNOWN_DEVICE=4 REJECTION_UNKNOWN_DEVICE value
         * @property {number} REJECTION_TAG=5 REJECTION_TAG value
         * @property {number} REJECTION_NOT_GRANTED=6 REJECTION_NOT_GRANTED value
         * @property {number} REJECTION_CONFLICT=7 REJECTION_CONFLICT value
         */
        v1.Rejection = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "REJECTION_UNKNOWN"] = 0;
            values[valuesById[1] = "REJECTION_MALFORMED"] = 1;
            values[valuesById[2] = "REJECTION_TOO_LARGE"] = 2;
            values[valuesById[3] = "REJECTION_VERSION"] = 3;
            values[valuesById[4] = "REJECTION_UNKNOWN_DEVICE"] = 4;
            values[valuesById[5] = "REJECTION_TAG"] = 5;
            values[valuesById[6] = "REJECTION_NOT_GRANTED"] = 6;
            values[valuesById[7] = "REJECTION_CONFLICT"] = 7;
            return values;
        })();

        v1.Grant = (function() {

            /**
             * Properties of a Grant.
             * @typedef {Object} petpulse.v1.Grant.$Properties
             * @property {Uint8Array|null} [device] Grant device
             * @property {Uint8Array|null} [hub] Grant hub
             * @property {number|null} [scope] Grant scope
             * @property {number|null} [notAfterS] Grant notAfterS
             * @property {Uint8Array|null} [key] Grant key
             * @property {string|null} [name] Grant name
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Grant.
             * @memberof petpulse.v1
             * @interface IGrant
             * @augments petpulse.v1.Grant.$Properties
             * @deprecated Use petpulse.v1.Grant.$Properties instead.
             */

            /**
             * Shape of a Grant.
             * @typedef {petpulse.v1.Grant.$Properties} petpulse.v1.Grant.$Shape
             */

            /**
             * Constructs a new Grant.
             * @memberof petpulse.v1
             * @classdesc Represents a Grant.
             * @constructor
             * @param {petpulse.v1.Grant.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Grant = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Grant device.
             * @member {Uint8Array} device
             * @memberof petpulse.v1.Grant
             * @instance
             */
            Grant.prototype.device = $util.newBuffer([]);

            /**
             * Grant hub.
             * @member {Uint8Array} hub
             * @memberof petpulse.v1.Grant
             * @instance
             */
            Grant.prototype.hub = $util.newBuffer([]);

            /**
             * Grant scope.
             * @member {number} scope
             * @memberof petpulse.v1.Grant
             * @instance
             */
            Grant.prototype.scope = 0;

            /**
             * Grant notAfterS.
             * @member {number} notAfterS
             * @memberof petpulse.v1.Grant
             * @instance
             */
            Grant.prototype.notAfterS = 0;

            /**
             * Grant key.
             * @member {Uint8Array} key
             * @memberof petpulse.v1.Grant
             * @instance
             */
            Grant.prototype.key = $util.newBuffer([]);

            /**
             * Grant name.
             * @member {string} name
             * @memberof petpulse.v1.Grant
             * @instance
             */
            Grant.prototype.name = "";

            /**
             * Creates a new Grant instance using the specified properties.
             * @function create
             * @memberof petpulse.v1.Grant
             * @static
             * @param {petpulse.v1.Grant.$Properties=} [properties] Properties to set
             * @returns {petpulse.v1.Grant} Grant instance
             * @type {{
             *   (properties: petpulse.v1.Grant.$Shape): petpulse.v1.Grant & petpulse.v1.Grant.$Shape;
             *   (properties?: petpulse.v1.Grant.$Properties): petpulse.v1.Grant;
             * }}
             */
            Grant.create = function(properties) {
                return new Grant(properties);
            };

            /**
             * Encodes the specified Grant message. Does not implicitly {@link petpulse.v1.Grant.verify|verify} messages.
             * @function encode
             * @memberof petpulse.v1.Grant
             * @static
             * @param {petpulse.v1.Grant.$Properties} message Grant message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Grant.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.device != null && $Object.hasOwnProperty.call(message, "device") && message.device.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.device);
                if (message.hub != null && $Object.hasOwnProperty.call(message, "hub") && message.hub.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.hub);
                if (message.scope != null && $Object.hasOwnProperty.call(message, "scope") && message.scope !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.scope);
                if (message.notAfterS != null && $Object.hasOwnProperty.call(message, "notAfterS") && message.notAfterS !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.notAfterS);
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.key);
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.name);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Grant message from the specified reader or buffer.
             * @function decode
             * @memberof petpulse.v1.Grant
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {petpulse.v1.Grant & petpulse.v1.Grant.$Shape} Grant
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Grant.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.petpulse.v1.Grant();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.device = value;
                            else
                                delete message.device;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hub = value;
                            else
                                delete message.hub;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.scope = value;
                            else
                                delete message.scope;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.notAfterS = value;
                            else
                                delete message.notAfterS;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Grant;
        })();

        v1.Grants = (function() {

            /**
             * Properties of a Grants.
             * @typedef {Object} petpulse.v1.Grants.$Properties
             * @property {number|null} [version] Grants version
             * @property {Array.<petpulse.v1.Grant.$Properties>|null} [grants] Grants grants
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Grants.
             * @memberof petpulse.v1
             * @interface IGrants
             * @augments petpulse.v1.Grants.$Properties
             * @deprecated Use petpulse.v1.Grants.$Properties instead.
             */

            /**
             * Shape of a Grants.
             * @typedef {petpulse.v1.Grants.$Properties} petpulse.v1.Grants.$Shape
             */

            /**
             * Constructs a new Grants.
             * @memberof petpulse.v1
             * @classdesc Represents a Grants.
             * @constructor
             * @param {petpulse.v1.Grants.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Grants = function (properties) {
                this.grants = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Grants version.
             * @member {number} version
             * @memberof petpulse.v1.Grants
             * @instance
             */
            Grants.prototype.version = 0;

            /**
             * Grants grants.
             * @member {Array.<petpulse.v1.Grant.$Properties>} grants
             * @memberof petpulse.v1.Grants
             * @instance
             */
            Grants.prototype.grants = $util.emptyArray;

            /**
             * Creates a new Grants instance using the specified properties.
             * @function create
             * @memberof petpulse.v1.Grants
             * @static
             * @param {petpulse.v1.Grants.$Properties=} [properties] Properties to set
             * @returns {petpulse.v1.Grants} Grants instance
             * @type {{
             *   (properties: petpulse.v1.Grants.$Shape): petpulse.v1.Grants & petpulse.v1.Grants.$Shape;
             *   (properties?: petpulse.v1.Grants.$Properties): petpulse.v1.Grants;
             * }}
             */
            Grants.create = function(properties) {
                return new Grants(properties);
            };

            /**
             * Encodes the specified Grants message. Does not implicitly {@link petpulse.v1.Grants.verify|verify} messages.
             * @function encode
             * @memberof petpulse.v1.Grants
             * @static
             * @param {petpulse.v1.Grants.$Properties} message Grants message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Grants.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.grants != null && message.grants.length)
                    for (let i = 0; i < message.grants.length; ++i)
                        $root.petpulse.v1.Grant.encode(message.grants[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Grants message from the specified reader or buffer.
             * @function decode
             * @memberof petpulse.v1.Grants
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {petpulse.v1.Grants & petpulse.v1.Grants.$Shape} Grants
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Grants.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.petpulse.v1.Grants();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.grants && message.grants.length))
                                message.grants = [];
                            message.grants.push($root.petpulse.v1.Grant.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Grants;
        })();

        v1.Hello = (function() {

            /**
             * Properties of a Hello.
             * @typedef {Object} petpulse.v1.Hello.$Properties
             * @property {number|null} [version] Hello version
             * @property {Uint8Array|null} [hub] Hello hub
             * @property {number|null} [scope] Hello scope
             * @property {number|null} [notAfterS] Hello notAfterS
             * @property {Uint8Array|null} [nonce] Hello nonce
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Hello.
             * @memberof petpulse.v1
             * @interface IHello
             * @augments petpulse.v1.Hello.$Properties
             * @deprecated Use petpulse.v1.Hello.$Properties instead.
             */

            /**
             * Shape of a Hello.
             * @typedef {petpulse.v1.Hello.$Properties} petpulse.v1.Hello.$Shape
             */

            /**
             * Constructs a new Hello.
             * @memberof petpulse.v1
             * @classdesc Represents a Hello.
             * @constructor
             * @param {petpulse.v1.Hello.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Hello = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Hello version.
             * @member {number} version
             * @memberof petpulse.v1.Hello
             * @instance
             */
            Hello.prototype.version = 0;

            /**
             * Hello hub.
             * @member {Uint8Array} hub
             * @memberof petpulse.v1.Hello
             * @instance
             */
            Hello.prototype.hub = $util.newBuffer([]);

            /**
             * Hello scope.
             * @member {number} scope
             * @memberof petpulse.v1.Hello
             * @instance
             */
            Hello.prototype.scope = 0;

            /**
             * Hello notAfterS.
             * @member {number} notAfterS
             * @memberof petpulse.v1.Hello
             * @instance
             */
            Hello.prototype.notAfterS = 0;

            /**
             * Hello nonce.
             * @member {Uint8Array} nonce
             * @memberof petpulse.v1.Hello
             * @instance
             */
            Hello.prototype.nonce = $util.newBuffer([]);

            /**
             * Creates a new Hello instance using the specified properties.
             * @function create
             * @memberof petpulse.v1.Hello
             * @static
             * @param {petpulse.v1.Hello.$Properties=} [properties] Properties to set
             * @returns {petpulse.v1.Hello} Hello instance
             * @type {{
             *   (properties: petpulse.v1.Hello.$Shape): petpulse.v1.Hello & petpulse.v1.Hello.$Shape;
             *   (properties?: petpulse.v1.Hello.$Properties): petpulse.v1.Hello;
             * }}
             */
            Hello.create = function(properties) {
                return new Hello(properties);
            };

            /**
             * Encodes the specified Hello message. Does not implicitly {@link petpulse.v1.Hello.verify|verify} messages.
             * @function encode
             * @memberof petpulse.v1.Hello
             * @static
             * @param {petpulse.v1.Hello.$Properties} message Hello message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Hello.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.hub != null && $Object.hasOwnProperty.call(message, "hub") && message.hub.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.hub);
                if (message.scope != null && $Object.hasOwnProperty.call(message, "scope") && message.scope !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.scope);
                if (message.notAfterS != null && $Object.hasOwnProperty.call(message, "notAfterS") && message.notAfterS !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.notAfterS);
                if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.nonce);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Hello message from the specified reader or buffer.
             * @function decode
             * @memberof petpulse.v1.Hello
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {petpulse.v1.Hello & petpulse.v1.Hello.$Shape} Hello
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Hello.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.petpulse.v1.Hello();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hub = value;
                            else
                                delete message.hub;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.scope = value;
                            else
                                delete message.scope;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.notAfterS = value;
                            else
                                delete message.notAfterS;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.nonce = value;
                            else
                                delete message.nonce;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Hello;
        })();

        /**
         * Scope enum.
         * @name petpulse.v1.Scope
         * @enum {number}
         * @property {number} SCOPE_NONE=0 SCOPE_NONE value
         * @property {number} SCOPE_CARRY=1 SCOPE_CARRY value
         * @property {number} SCOPE_CONFIGURE=2 SCOPE_CONFIGURE value
         */
        v1.Scope = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "SCOPE_NONE"] = 0;
            values[valuesById[1] = "SCOPE_CARRY"] = 1;
            values[valuesById[2] = "SCOPE_CONFIGURE"] = 2;
            return values;
        })();

        v1.Time = (function() {

            /**
             * Properties of a Time.
             * @typedef {Object} petpulse.v1.Time.$Properties
             * @property {number|null} [counter] Time counter
             * @property {number|null} [utcS] Time utcS
             * @property {number|null} [utcMs] Time utcMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Time.
             * @memberof petpulse.v1
             * @interface ITime
             * @augments petpulse.v1.Time.$Properties
             * @deprecated Use petpulse.v1.Time.$Properties instead.
             */

            /**
             * Shape of a Time.
             * @typedef {petpulse.v1.Time.$Properties} petpulse.v1.Time.$Shape
             */

            /**
             * Constructs a new Time.
             * @memberof petpulse.v1
             * @classdesc Represents a Time.
             * @constructor
             * @param {petpulse.v1.Time.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Time = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Time counter.
             * @member {number} counter
             * @memberof petpulse.v1.Time
             * @instance
             */
            Time.prototype.counter = 0;

            /**
             * Time utcS.
             * @member {number} utcS
             * @memberof petpulse.v1.Time
             * @instance
             */
            Time.prototype.utcS = 0;

            /**
             * Time utcMs.
             * @member {number} utcMs
             * @memberof petpulse.v1.Time
             * @instance
             */
            Time.prototype.utcMs = 0;

            /**
             * Creates a new Time instance using the specified properties.
             * @function create
             * @memberof petpulse.v1.Time
             * @static
             * @param {petpulse.v1.Time.$Properties=} [properties] Properties to set
             * @returns {petpulse.v1.Time} Time instance
             * @type {{
             *   (properties: petpulse.v1.Time.$Shape): petpulse.v1.Time & petpulse.v1.Time.$Shape;
             *   (properties?: petpulse.v1.Time.$Properties): petpulse.v1.Time;
             * }}
             */
            Time.create = function(properties) {
                return new Time(properties);
            };

            /**
             * Encodes the specified Time message. Does not implicitly {@link petpulse.v1.Time.verify|verify} messages.
             * @function encode
             * @memberof petpulse.v1.Time
             * @static
             * @param {petpulse.v1.Time.$Properties} message Time message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Time.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.counter != null && $Object.hasOwnProperty.call(message, "counter") && message.counter !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.counter);
                if (message.utcS != null && $Object.hasOwnProperty.call(message, "utcS") && message.utcS !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.utcS);
                if (message.utcMs != null && $Object.hasOwnProperty.call(message, "utcMs") && message.utcMs !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.utcMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Time message from the specified reader or buffer.
             * @function decode
             * @memberof petpulse.v1.Time
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {petpulse.v1.Time & petpulse.v1.Time.$Shape} Time
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Time.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.petpulse.v1.Time();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.counter = value;
                            else
                                delete message.counter;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.utcS = value;
                            else
                                delete message.utcS;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.utcMs = value;
                            else
                                delete message.utcMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Time;
        })();

        v1.SendFrom = (function() {

            /**
             * Properties of a SendFrom.
             * @typedef {Object} petpulse.v1.SendFrom.$Properties
             * @property {number|null} [counter] SendFrom counter
             * @property {number|null} [seq] SendFrom seq
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SendFrom.
             * @memberof petpulse.v1
             * @interface ISendFrom
             * @augments petpulse.v1.SendFrom.$Properties
             * @deprecated Use petpulse.v1.SendFrom.$Properties instead.
             */

            /**
             * Shape of a SendFrom.
             * @typedef {petpulse.v1.SendFrom.$Properties} petpulse.v1.SendFrom.$Shape
             */

            /**
             * Constructs a new SendFrom.
             * @memberof petpulse.v1
             * @classdesc Represents a SendFrom.
             * @constructor
             * @param {petpulse.v1.SendFrom.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SendFrom = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SendFrom counter.
             * @member {number} counter
             * @memberof petpulse.v1.SendFrom
             * @instance
             */
            SendFrom.prototype.counter = 0;

            /**
             * SendFrom seq.
             * @member {number} seq
             * @memberof petpulse.v1.SendFrom
             * @instance
             */
            SendFrom.prototype.seq = 0;

            /**
             * Creates a new SendFrom instance using the specified properties.
             * @function create
             * @memberof petpulse.v1.SendFrom
             * @static
             * @param {petpulse.v1.SendFrom.$Properties=} [properties] Properties to set
             * @returns {petpulse.v1.SendFrom} SendFrom instance
             * @type {{
             *   (properties: petpulse.v1.SendFrom.$Shape): petpulse.v1.SendFrom & petpulse.v1.SendFrom.$Shape;
             *   (properties?: petpulse.v1.SendFrom.$Properties): petpulse.v1.SendFrom;
             * }}
             */
            SendFrom.create = function(properties) {
                return new SendFrom(properties);
            };

            /**
             * Encodes the specified SendFrom message. Does not implicitly {@link petpulse.v1.SendFrom.verify|verify} messages.
             * @function encode
             * @memberof petpulse.v1.SendFrom
             * @static
             * @param {petpulse.v1.SendFrom.$Properties} message SendFrom message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SendFrom.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.counter != null && $Object.hasOwnProperty.call(message, "counter") && message.counter !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.counter);
                if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && message.seq !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.seq);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SendFrom message from the specified reader or buffer.
             * @function decode
             * @memberof petpulse.v1.SendFrom
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {petpulse.v1.SendFrom & petpulse.v1.SendFrom.$Shape} SendFrom
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SendFrom.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.petpulse.v1.SendFrom();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.counter = value;
                            else
                                delete message.counter;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.seq = value;
                            else
                                delete message.seq;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SendFrom;
        })();

        v1.Acknowledge = (function() {

            /**
             * Properties of an Acknowledge.
             * @typedef {Object} petpulse.v1.Acknowledge.$Properties
             * @property {number|null} [counter] Acknowledge counter
             * @property {number|null} [seq] Acknowledge seq
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Acknowledge.
             * @memberof petpulse.v1
             * @interface IAcknowledge
             * @augments petpulse.v1.Acknowledge.$Properties
             * @deprecated Use petpulse.v1.Acknowledge.$Properties instead.
             */

            /**
             * Shape of an Acknowledge.
             * @typedef {petpulse.v1.Acknowledge.$Properties} petpulse.v1.Acknowledge.$Shape
             */

            /**
             * Constructs a new Acknowledge.
             * @memberof petpulse.v1
             * @classdesc Represents an Acknowledge.
             * @constructor
             * @param {petpulse.v1.Acknowledge.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Acknowledge = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Acknowledge counter.
             * @member {number} counter
             * @memberof petpulse.v1.Acknowledge
             * @instance
             */
            Acknowledge.prototype.counter = 0;

            /**
             * Acknowledge seq.
             * @member {number} seq
             * @memberof petpulse.v1.Acknowledge
             * @instance
             */
            Acknowledge.prototype.seq = 0;

            /**
             * Creates a new Acknowledge instance using the specified properties.
             * @function create
             * @memberof petpulse.v1.Acknowledge
             * @static
             * @param {petpulse.v1.Acknowledge.$Properties=} [properties] Properties to set
             * @returns {petpulse.v1.Acknowledge} Acknowledge instance
             * @type {{
             *   (properties: petpulse.v1.Acknowledge.$Shape): petpulse.v1.Acknowledge & petpulse.v1.Acknowledge.$Shape;
             *   (properties?: petpulse.v1.Acknowledge.$Properties): petpulse.v1.Acknowledge;
             * }}
             */
            Acknowledge.create = function(properties) {
                return new Acknowledge(properties);
            };

            /**
             * Encodes the specified Acknowledge message. Does not implicitly {@link petpulse.v1.Acknowledge.verify|verify} messages.
             * @function encode
             * @memberof petpulse.v1.Acknowledge
             * @static
             * @param {petpulse.v1.Acknowledge.$Properties} message Acknowledge message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Acknowledge.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.counter != null && $Object.hasOwnProperty.call(message, "counter") && message.counter !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.counter);
                if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && message.seq !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.seq);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Acknowledge message from the specified reader or buffer.
             * @function decode
             * @memberof petpulse.v1.Acknowledge
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {petpulse.v1.Acknowledge & petpulse.v1.Acknowledge.$Shape} Acknowledge
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Acknowledge.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.petpulse.v1.Acknowledge();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.counter = value;
                            else
                                delete message.counter;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.seq = value;
                            else
                                delete message.seq;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Acknowledge;
        })();

        v1.Configure = (function() {

            /**
             * Properties of a Configure.
             * @typedef {Object} petpulse.v1.Configure.$Properties
             * @property {number|null} [counter] Configure counter
             * @property {number|null} [minutesPerFrame] Configure minutesPerFrame
             * @property {number|null} [liveS] Configure liveS
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Configure.
             * @memberof petpulse.v1
             * @interface IConfigure
             * @augments petpulse.v1.Configure.$Properties
             * @deprecated Use petpulse.v1.Configure.$Properties instead.
             */

            /**
             * Shape of a Configure.
             * @typedef {petpulse.v1.Configure.$Properties} petpulse.v1.Configure.$Shape
             */

            /**
             * Constructs a new Configure.
             * @memberof petpulse.v1
             * @classdesc Represents a Configure.
             * @constructor
             * @param {petpulse.v1.Configure.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Configure = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Configure counter.
             * @member {number} counter
             * @memberof petpulse.v1.Configure
             * @instance
             */
            Configure.prototype.counter = 0;

            /**
             * Configure minutesPerFrame.
             * @member {number|null|undefined} minutesPerFrame
             * @memberof petpulse.v1.Configure
             * @instance
             */
            Configure.prototype.minutesPerFrame = null;

            /**
             * Configure liveS.
             * @member {number|null|undefined} liveS
             * @memberof petpulse.v1.Configure
             * @instance
             */
            Configure.prototype.liveS = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Configure.prototype, "_minutesPerFrame", {
                get: $util.oneOfGetter($oneOfFields = ["minutesPerFrame"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Configure.prototype, "_liveS", {
                get: $util.oneOfGetter($oneOfFields = ["liveS"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Configure instance using the specified properties.
             * @function create
             * @memberof petpulse.v1.Configure
             * @static
             * @param {petpulse.v1.Configure.$Properties=} [properties] Properties to set
             * @returns {petpulse.v1.Configure} Configure instance
             * @type {{
             *   (properties: petpulse.v1.Configure.$Shape): petpulse.v1.Configure & petpulse.v1.Configure.$Shape;
             *   (properties?: petpulse.v1.Configure.$Properties): petpulse.v1.Configure;
             * }}
             */
            Configure.create = function(properties) {
                return new Configure(properties);
            };

            /**
             * Encodes the specified Configure message. Does not implicitly {@link petpulse.v1.Configure.verify|verify} messages.
             * @function encode
             * @memberof petpulse.v1.Configure
             * @static
             * @param {petpulse.v1.Configure.$Properties} message Configure message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Configure.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.counter != null && $Object.hasOwnProperty.call(message, "counter") && message.counter !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.counter);
                if (message.minutesPerFrame != null && $Object.hasOwnProperty.call(message, "minutesPerFrame"))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.minutesPerFrame);
                if (message.liveS != null && $Object.hasOwnProperty.call(message, "liveS"))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.liveS);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Configure message from the specified reader or buffer.
             * @function decode
             * @memberof petpulse.v1.Configure
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {petpulse.v1.Configure & petpulse.v1.Configure.$Shape} Configure
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Configure.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.petpulse.v1.Configure();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.counter = value;
                            else
                                delete message.counter;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.minutesPerFrame = reader.uint32();
                            message._minutesPerFrame = "minutesPerFrame";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.liveS = reader.uint32();
                            message._liveS = "liveS";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Configure;
        })();

        v1.Challenge = (function() {

            /**
             * Properties of a Challenge.
             * @typedef {Object} petpulse.v1.Challenge.$Properties
             * @property {number|null} [version] Challenge version
             * @property {Uint8Array|null} [device] Challenge device
             * @property {Uint8Array|null} [nonce] Challenge nonce
             * @property {number|null} [epoch] Challenge epoch
             * @property {number|null} [uptimeS] Challenge uptimeS
             * @property {number|null} [utcS] Challenge utcS
             * @property {number|null} [oldestSeq] Challenge oldestSeq
             * @property {number|null} [nextSeq] Challenge nextSeq
             * @property {number|null} [ackedSeq] Challenge ackedSeq
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Challenge.
             * @memberof petpulse.v1
             * @interface IChallenge
             * @augments petpulse.v1.Challenge.$Properties
             * @deprecated Use petpulse.v1.Challenge.$Properties instead.
             */

            /**
             * Shape of a Challenge.
             * @typedef {petpulse.v1.Challenge.$Properties} petpulse.v1.Challenge.$Shape
             */

            /**
             * Constructs a new Challenge.
             * @memberof petpulse.v1
             * @classdesc Represents a Challenge.
             * @constructor
             * @param {petpulse.v1.Challenge.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Challenge = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Challenge version.
             * @member {number} version
             * @memberof petpulse.v1.Challenge
             * @instance
             */
            Challenge.prototype.version = 0;

            /**
             * Challenge device.
             * @member {Uint8Array} device
             * @memberof petpulse.v1.Challenge
             * @instance
             */
            Challenge.prototype.device = $util.newBuffer([]);

            /**
             * Challenge nonce.
             * @member {Uint8Array} nonce
             * @memberof petpulse.v1.Challenge
             * @instance
             */
            Challenge.prototype.nonce = $util.newBuffer([]);

            /**
             * Challenge epoch.
             * @member {number} epoch
             * @memberof petpulse.v1.Challenge
             * @instance
             */
            Challenge.prototype.epoch = 0;

            /**
             * Challenge uptimeS.
             * @member {number} uptimeS
             * @memberof petpulse.v1.Challenge
             * @instance
             */
            Challenge.prototype.uptimeS = 0;

            /**
             * Challenge utcS.
             * @member {number|null|undefined} utcS
             * @memberof petpulse.v1.Challenge
             * @instance
             */
            Challenge.prototype.utcS = null;

            /**
             * Challenge oldestSeq.
             * @member {number} oldestSeq
             * @memberof petpulse.v1.Challenge
             * @instance
             */
            Challenge.prototype.oldestSeq = 0;

            /**
             * Challenge nextSeq.
             * @member {number} nextSeq
             * @memberof petpulse.v1.Challenge
             * @instance
             */
            Challenge.prototype.nextSeq = 0;

            /**
             * Challenge ackedSeq.
             * @member {number} ackedSeq
             * @memberof petpulse.v1.Challenge
             * @instance
             */
            Challenge.prototype.ackedSeq = 0;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Challenge.prototype, "_utcS", {
                get: $util.oneOfGetter($oneOfFields = ["utcS"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Challenge instance using the specified properties.
             * @function create
             * @memberof petpulse.v1.Challenge
             * @static
             * @param {petpulse.v1.Challenge.$Properties=} [properties] Properties to set
             * @returns {petpulse.v1.Challenge} Challenge instance
             * @type {{
             *   (properties: petpulse.v1.Challenge.$Shape): petpulse.v1.Challenge & petpulse.v1.Challenge.$Shape;
             *   (properties?: petpulse.v1.Challenge.$Properties): petpulse.v1.Challenge;
             * }}
             */
            Challenge.create = function(properties) {
                return new Challenge(properties);
            };

            /**
             * Encodes the specified Challenge message. Does not implicitly {@link petpulse.v1.Challenge.verify|verify} messages.
             * @function encode
             * @memberof petpulse.v1.Challenge
             * @static
             * @param {petpulse.v1.Challenge.$Properties} message Challenge message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Challenge.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.device != null && $Object.hasOwnProperty.call(message, "device") && message.device.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.device);
                if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.nonce);
                if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && message.epoch !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.epoch);
                if (message.uptimeS != null && $Object.hasOwnProperty.call(message, "uptimeS") && message.uptimeS !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.uptimeS);
                if (message.utcS != null && $Object.hasOwnProperty.call(message, "utcS"))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.utcS);
                if (message.oldestSeq != null && $Object.hasOwnProperty.call(message, "oldestSeq") && message.oldestSeq !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.oldestSeq);
                if (message.nextSeq != null && $Object.hasOwnProperty.call(message, "nextSeq") && message.nextSeq !== 0)
                    writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.nextSeq);
                if (message.ackedSeq != null && $Object.hasOwnProperty.call(message, "ackedSeq") && message.ackedSeq !== 0)
                    writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.ackedSeq);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Challenge message from the specified reader or buffer.
             * @function decode
             * @memberof petpulse.v1.Challenge
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {petpulse.v1.Challenge & petpulse.v1.Challenge.$Shape} Challenge
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Challenge.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.petpulse.v1.Challenge();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.device = value;
                            else
                                delete message.device;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.nonce = value;
                            else
                                delete message.nonce;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.epoch = value;
                            else
                                delete message.epoch;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.uptimeS = value;
                            else
                                delete message.uptimeS;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            message.utcS = reader.uint32();
                            message._utcS = "utcS";
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.oldestSeq = value;
                            else
                                delete message.oldestSeq;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.nextSeq = value;
                            else
                                delete message.nextSeq;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.ackedSeq = value;
                            else
                                delete message.ackedSeq;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Challenge;
        })();

        v1.Status = (function() {

            /**
             * Properties of a Status.
             * @typedef {Object} petpulse.v1.Status.$Properties
             * @property {number|null} [counter] Status counter
             * @property {number|null} [uptimeS] Status uptimeS
             * @property {number|null} [minutesPerFrame] Status minutesPerFrame
             * @property {number|null} [liveS] Status liveS
             * @property {number|null} [battery] Status battery
             * @property {number|null} [flags] Status flags
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Status.
             * @memberof petpulse.v1
             * @interface IStatus
             * @augments petpulse.v1.Status.$Properties
             * @deprecated Use petpulse.v1.Status.$Properties instead.
             */

            /**
             * Shape of a Status.
             * @typedef {petpulse.v1.Status.$Properties} petpulse.v1.Status.$Shape
             */

            /**
             * Constructs a new Status.
             * @memberof petpulse.v1
             * @classdesc Represents a Status.
             * @constructor
             * @param {petpulse.v1.Status.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Status = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Status counter.
             * @member {number} counter
             * @memberof petpulse.v1.Status
             * @instance
             */
            Status.prototype.counter = 0;

            /**
             * Status uptimeS.
             * @member {number} uptimeS
             * @memberof petpulse.v1.Status
             * @instance
             */
            Status.prototype.uptimeS = 0;

            /**
             * Status minutesPerFrame.
             * @member {number} minutesPerFrame
             * @memberof petpulse.v1.Status
             * @instance
             */
            Status.prototype.minutesPerFrame = 0;

            /**
             * Status liveS.
             * @member {number} liveS
             * @memberof petpulse.v1.Status
             * @instance
             */
            Status.prototype.liveS = 0;

            /**
             * Status battery.
             * @member {number} battery
             * @memberof petpulse.v1.Status
             * @instance
             */
            Status.prototype.battery = 0;

            /**
             * Status flags.
             * @member {number} flags
             * @memberof petpulse.v1.Status
             * @instance
             */
            Status.prototype.flags = 0;

            /**
             * Creates a new Status instance using the specified properties.
             * @function create
             * @memberof petpulse.v1.Status
             * @static
             * @param {petpulse.v1.Status.$Properties=} [properties] Properties to set
             * @returns {petpulse.v1.Status} Status instance
             * @type {{
             *   (properties: petpulse.v1.Status.$Shape): petpulse.v1.Status & petpulse.v1.Status.$Shape;
             *   (properties?: petpulse.v1.Status.$Properties): petpulse.v1.Status;
             * }}
             */
            Status.create = function(properties) {
                return new Status(properties);
            };

            /**
             * Encodes the specified Status message. Does not implicitly {@link petpulse.v1.Status.verify|verify} messages.
             * @function encode
             * @memberof petpulse.v1.Status
             * @static
             * @param {petpulse.v1.Status.$Properties} message Status message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Status.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.counter != null && $Object.hasOwnProperty.call(message, "counter") && message.counter !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.counter);
                if (message.uptimeS != null && $Object.hasOwnProperty.call(message, "uptimeS") && message.uptimeS !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.uptimeS);
                if (message.minutesPerFrame != null && $Object.hasOwnProperty.call(message, "minutesPerFrame") && message.minutesPerFrame !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.minutesPerFrame);
                if (message.liveS != null && $Object.hasOwnProperty.call(message, "liveS") && message.liveS !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.liveS);
                if (message.battery != null && $Object.hasOwnProperty.call(message, "battery") && message.battery !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.battery);
                if (message.flags != null && $Object.hasOwnProperty.call(message, "flags") && message.flags !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.flags);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Status message from the specified reader or buffer.
             * @function decode
             * @memberof petpulse.v1.Status
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {petpulse.v1.Status & petpulse.v1.Status.$Shape} Status
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Status.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.petpulse.v1.Status();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.counter = value;
                            else
                                delete message.counter;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.uptimeS = value;
                            else
                                delete message.uptimeS;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.minutesPerFrame = value;
                            else
                                delete message.minutesPerFrame;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.liveS = value;
                            else
                                delete message.liveS;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.battery = value;
                            else
                                delete message.battery;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.flags = value;
                            else
                                delete message.flags;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Status;
        })();

        v1.Refusal = (function() {

            /**
             * Properties of a Refusal.
             * @typedef {Object} petpulse.v1.Refusal.$Properties
             * @property {petpulse.v1.Refused|null} [reason] Refusal reason
             * @property {number|null} [kind] Refusal kind
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Refusal.
             * @memberof petpulse.v1
             * @interface IRefusal
             * @augments petpulse.v1.Refusal.$Properties
             * @deprecated Use petpulse.v1.Refusal.$Properties instead.
             */

            /**
             * Shape of a Refusal.
             * @typedef {petpulse.v1.Refusal.$Properties} petpulse.v1.Refusal.$Shape
             */

            /**
             * Constructs a new Refusal.
             * @memberof petpulse.v1
             * @classdesc Represents a Refusal.
             * @constructor
             * @param {petpulse.v1.Refusal.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Refusal = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Refusal reason.
             * @member {petpulse.v1.Refused} reason
             * @memberof petpulse.v1.Refusal
             * @instance
             */
            Refusal.prototype.reason = 0;

            /**
             * Refusal kind.
             * @member {number} kind
             * @memberof petpulse.v1.Refusal
             * @instance
             */
            Refusal.prototype.kind = 0;

            /**
             * Creates a new Refusal instance using the specified properties.
             * @function create
             * @memberof petpulse.v1.Refusal
             * @static
             * @param {petpulse.v1.Refusal.$Properties=} [properties] Properties to set
             * @returns {petpulse.v1.Refusal} Refusal instance
             * @type {{
             *   (properties: petpulse.v1.Refusal.$Shape): petpulse.v1.Refusal & petpulse.v1.Refusal.$Shape;
             *   (properties?: petpulse.v1.Refusal.$Properties): petpulse.v1.Refusal;
             * }}
             */
            Refusal.create = function(properties) {
                return new Refusal(properties);
            };

            /**
             * Encodes the specified Refusal message. Does not implicitly {@link petpulse.v1.Refusal.verify|verify} messages.
             * @function encode
             * @memberof petpulse.v1.Refusal
             * @static
             * @param {petpulse.v1.Refusal.$Properties} message Refusal message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Refusal.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.reason);
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.kind);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Refusal message from the specified reader or buffer.
             * @function decode
             * @memberof petpulse.v1.Refusal
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {petpulse.v1.Refusal & petpulse.v1.Refusal.$Shape} Refusal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Refusal.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.petpulse.v1.Refusal();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Refusal;
        })();

        /**
         * Refused enum.
         * @name petpulse.v1.Refused
         * @enum {number}
         * @property {number} REFUSED_UNKNOWN=0 REFUSED_UNKNOWN value
         * @property {number} REFUSED_MALFORMED=1 REFUSED_MALFORMED value
         * @property {number} REFUSED_VERSION=2 REFUSED_VERSION value
         * @property {number} REFUSED_SEAL=3 REFUSED_SEAL value
         * @property {number} REFUSED_REPLAYED=4 REFUSED_REPLAYED value
         * @property {number} REFUSED_SCOPE=5 REFUSED_SCOPE value
         * @property {number} REFUSED_EXPIRED=6 REFUSED_EXPIRED value
         * @property {number} REFUSED_NO_SESSION=7 REFUSED_NO_SESSION value
         * @property {number} REFUSED_OUT_OF_RANGE=8 REFUSED_OUT_OF_RANGE value
         */
        v1.Refused = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "REFUSED_UNKNOWN"] = 0;
            values[valuesById[1] = "REFUSED_MALFORMED"] = 1;
            values[valuesById[2] = "REFUSED_VERSION"] = 2;
            values[valuesById[3] = "REFUSED_SEAL"] = 3;
            values[valuesById[4] = "REFUSED_REPLAYED"] = 4;
            values[valuesById[5] = "REFUSED_SCOPE"] = 5;
            values[valuesById[6] = "REFUSED_EXPIRED"] = 6;
            values[valuesById[7] = "REFUSED_NO_SESSION"] = 7;
            values[valuesById[8] = "REFUSED_OUT_OF_RANGE"] = 8;
            return values;
        })();

        v1.Advertised = (function() {

            /**
             * Properties of an Advertised.
             * @typedef {Object} petpulse.v1.Advertised.$Properties
             * @property {number|null} [version] Advertised version
             * @property {Uint8Array|null} [device] Advertised device
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Advertised.
             * @memberof petpulse.v1
             * @interface IAdvertised
             * @augments petpulse.v1.Advertised.$Properties
             * @deprecated Use petpulse.v1.Advertised.$Properties instead.
             */

            /**
             * Shape of an Advertised.
             * @typedef {petpulse.v1.Advertised.$Properties} petpulse.v1.Advertised.$Shape
             */

            /**
             * Constructs a new Advertised.
             * @memberof petpulse.v1
             * @classdesc Represents an Advertised.
             * @constructor
             * @param {petpulse.v1.Advertised.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Advertised = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Advertised version.
             * @member {number} version
             * @memberof petpulse.v1.Advertised
             * @instance
             */
            Advertised.prototype.version = 0;

            /**
             * Advertised device.
             * @member {Uint8Array} device
             * @memberof petpulse.v1.Advertised
             * @instance
             */
            Advertised.prototype.device = $util.newBuffer([]);

            /**
             * Creates a new Advertised instance using the specified properties.
             * @function create
             * @memberof petpulse.v1.Advertised
             * @static
             * @param {petpulse.v1.Advertised.$Properties=} [properties] Properties to set
             * @returns {petpulse.v1.Advertised} Advertised instance
             * @type {{
             *   (properties: petpulse.v1.Advertised.$Shape): petpulse.v1.Advertised & petpulse.v1.Advertised.$Shape;
             *   (properties?: petpulse.v1.Advertised.$Properties): petpulse.v1.Advertised;
             * }}
             */
            Advertised.create = function(properties) {
                return new Advertised(properties);
            };

            /**
             * Encodes the specified Advertised message. Does not implicitly {@link petpulse.v1.Advertised.verify|verify} messages.
             * @function encode
             * @memberof petpulse.v1.Advertised
             * @static
             * @param {petpulse.v1.Advertised.$Properties} message Advertised message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Advertised.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.device != null && $Object.hasOwnProperty.call(message, "device") && message.device.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.device);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Advertised message from the specified reader or buffer.
             * @function decode
             * @memberof petpulse.v1.Advertised
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {petpulse.v1.Advertised & petpulse.v1.Advertised.$Shape} Advertised
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Advertised.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.petpulse.v1.Advertised();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.device = value;
                            else
                                delete message.device;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Advertised;
        })();

        return v1;
    })();

    return petpulse;
})();

export {
  $root as default
};
