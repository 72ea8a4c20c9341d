// The types of the main entry. They describe the element as a page may use it; docs and README say more.

import type { FormatKind, Formats } from "./formats.js";
import type {
  Area,
  ChangeDetail,
  ErrorCode,
  ErrorDetail,
  HighlightDetail,
  Position,
  ReadyDetail,
  ResultsDetail,
  SelectDetail,
  ServicePoint,
  ServicePointSelection,
  Viewport,
} from "./points.js";

export * from "./points.js";
export * from "./formats.js";

/** The picker's own events. All bubble and leave shadow roots. */
export interface ServicePointPickerEventMap {
  /** Usable; a restored or preset choice has been checked again. */
  "spp-ready": CustomEvent<ReadyDetail>;
  /** A search was answered. */
  "spp-results": CustomEvent<ResultsDetail>;
  /** A row or marker was looked at. */
  "spp-highlight": CustomEvent<HighlightDetail>;
  /** A choice is about to count: `preventDefault()` refuses it, and so does a promise given to `waitUntil`. */
  "spp-select": CustomEvent<SelectDetail>;
  /** The shopper's choice has changed; the native `input` and `change` follow. */
  "spp-change": CustomEvent<ChangeDetail>;
  /** The dialog was closed. */
  "spp-close": CustomEvent<null>;
  /** Something failed. */
  "spp-error": CustomEvent<ErrorDetail>;
}

/** Attributes that hold a text, by name, with what a script may set the property to. */
export interface ServicePointPickerTextAttributes {
  endpoint: string;
  "token-endpoint": string;
  "api-base": string;
  country: string;
  /** Codes separated by spaces. */
  countries: string;
  /** Codes separated by spaces. */
  carriers: string;
  address: string;
  street: string;
  "house-number": string;
  "postal-code": string;
  city: string;
  latitude: number | string;
  longitude: number | string;
  /** Kinds separated by spaces. */
  "shop-types": string;
  "carrier-shop-type": string;
  /** Ids separated by spaces. */
  "carrier-service-point-ids": string;
  /** Metres, 100 to 50000. */
  radius: number | string;
  /** 1 to 200. */
  limit: number | string;
  language: string;
  display: "inline" | "dialog";
  layout: "auto" | "list" | "map";
  theme: "auto" | "light" | "dark";
  /** URL template with `{z}`, `{x}`, `{y}` and perhaps `{r}`. */
  tiles: string;
  "tiles-attribution": string;
  directions: string;
  /** Id of a point. */
  value: string;
  name: string;
  "post-number": string;
  persist: "session" | "none";
}

/** Attributes that are there or not. */
export type ServicePointPickerFlag =
  "use-integration-carriers" | "no-map" | "follow-map" | "no-geolocation" | "required" | "disabled" | "receipt";

type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;

/** Properties that a script, or a framework, may set: those of the attributes, and those that no attribute can hold. */
export type ServicePointPickerSettings = {
  [Name in keyof ServicePointPickerTextAttributes as Camel<Name>]?: ServicePointPickerTextAttributes[Name] | null;
} & { [Name in ServicePointPickerFlag as Camel<Name>]?: boolean } & {
  prices?: Prices | null;
  messages?: Messages | null;
  getToken?: GetToken | null;
};

/** Texts to show beside the points, by carrier code; what is behind 40 characters is cut off. */
export type Prices = Readonly<Record<string, string>>;

/**
 * Texts in place of the picker's own, by the keys of `languages/keys.json`. A text that counts has a form for each plural
 * category, and at least `other`. Names in braces are those of the picker's own text.
 */
export type Messages = Readonly<Record<string, string | Partial<Record<Intl.LDMLPluralRule, string>>>>;

/** What a token endpoint answers. */
export interface Token {
  access_token: string;
  /** Seconds. */
  expires_in?: number;
  [more: string]: unknown;
}

/** A token alone is good until it is refused. */
export type GetToken = () => Promise<Token | string>;

/** What to search: an address, a place, or an area. */
export type Search =
  | { address: string; area?: undefined; latitude?: undefined; longitude?: undefined }
  | (Position & { address?: undefined; area?: undefined })
  | { area: Area; address?: undefined; latitude?: undefined; longitude?: undefined };

/** Why a search came to nothing: what `spp-error` said of it. */
export interface SearchError extends Error {
  code: ErrorCode;
}

/** `<service-point-picker>`, a form field. */
export class ServicePointPicker extends HTMLElement {
  static readonly formAssociated: true;

  get endpoint(): string;
  set endpoint(value: string | null);
  get tokenEndpoint(): string;
  set tokenEndpoint(value: string | null);
  get apiBase(): string;
  set apiBase(value: string | null);
  get country(): string;
  set country(value: string | null);
  get countries(): string;
  set countries(value: string | null);
  get carriers(): string;
  set carriers(value: string | null);
  useIntegrationCarriers: boolean;

  get address(): string;
  set address(value: string | null);
  get street(): string;
  set street(value: string | null);
  get houseNumber(): string;
  set houseNumber(value: string | null);
  get postalCode(): string;
  set postalCode(value: string | null);
  get city(): string;
  set city(value: string | null);
  get latitude(): string;
  set latitude(value: number | string | null);
  get longitude(): string;
  set longitude(value: number | string | null);

  get shopTypes(): string;
  set shopTypes(value: string | null);
  get carrierShopType(): string;
  set carrierShopType(value: string | null);
  get carrierServicePointIds(): string;
  set carrierServicePointIds(value: string | null);
  get radius(): string;
  set radius(value: number | string | null);
  get limit(): string;
  set limit(value: number | string | null);

  get language(): string;
  set language(value: string | null);
  get display(): "inline" | "dialog" | "";
  set display(value: "inline" | "dialog" | "" | null);
  get layout(): "auto" | "list" | "map" | "";
  set layout(value: "auto" | "list" | "map" | "" | null);
  get theme(): "auto" | "light" | "dark" | "";
  set theme(value: "auto" | "light" | "dark" | "" | null);
  get tiles(): string;
  set tiles(value: string | null);
  get tilesAttribution(): string;
  set tilesAttribution(value: string | null);
  get directions(): string;
  set directions(value: string | null);
  noMap: boolean;
  followMap: boolean;
  noGeolocation: boolean;

  /** The id of the chosen point, or an empty text. Setting one reads and checks that point again. */
  get value(): string;
  set value(id: string | null);
  get name(): string;
  set name(value: string | null);
  get postNumber(): string;
  set postNumber(value: string | null);
  get persist(): "session" | "none" | "";
  set persist(value: "session" | "none" | "" | null);
  required: boolean;
  disabled: boolean;
  receipt: boolean;

  /** The confirmed choice, or null. */
  get selection(): ServicePointSelection | null;
  /** The points that are listed. */
  get points(): readonly ServicePoint[];
  /** What the map shows, or null without one. Setting an area shows all of it; without a map nothing happens. */
  get viewport(): Viewport | null;
  set viewport(value: Viewport | { area: Area });
  prices: Prices | null;
  messages: Messages | null;
  getToken: GetToken | null;

  /**
   * Searches as the shopper would, and promises the detail of `spp-results` for this very search. It starts the picker, too,
   * where nobody has opened its dialog yet. Of an area larger than a diagonal of 50 km the middle is searched.
   *
   * It fails with a `TypeError` for wrong arguments, a `SearchError` when the search fails or the picker cannot start, and a
   * `DOMException`: `AbortError` when another search takes its place or the element leaves the page, `InvalidStateError` when
   * it is on none.
   */
  search(what: Search): Promise<ResultsDetail>;
  /** Opens the dialog. */
  show(): void;
  /** Closes the dialog. */
  hide(): void;
  /** Takes the choice away, without an event. */
  clear(): void;
  /** Searches once more what was searched last, or where to start; the same promise. */
  refresh(): Promise<ResultsDetail>;
  /** The choice in a system's own shape, or null. */
  format<Kind extends FormatKind>(kind: Kind): Formats[Kind] | null;

  readonly form: HTMLFormElement | null;
  readonly type: string;
  readonly validity: ValidityState;
  readonly validationMessage: string;
  readonly willValidate: boolean;
  checkValidity(): boolean;
  reportValidity(): boolean;
}

/** Where the package's own files are. What is left out stays as it is. */
export interface Sources {
  /** The wasm module: its address, its bytes, the compiled module, or a function that gives one of these. */
  wasm?: WasmSource | (() => WasmSource | Promise<WasmSource>);
  /**
   * The languages: the address of the folder with `nl.json` and its like, or a function that gives, for a code such as `nl`,
   * the address of a file or its content. Nothing, for a language that is not there: the picker then speaks English. With
   * `messages`, it is asked for `keys`, too, and for `en` where the picker speaks English.
   */
  languages?: string | URL | ((code: string) => LanguageSource | Promise<LanguageSource>);
}

export type WasmSource = string | URL | BufferSource | (WebAssembly.Module & object);

export type LanguageSource = string | URL | readonly string[] | undefined;

/**
 * Says where the package's files are, for bundlers that do not copy them by themselves. It counts for what is loaded from
 * then on, so call it before `define` or `load`.
 */
export function provide(sources: Sources): void;

/**
 * Loads the wasm module ahead of the first element, which would load it otherwise. It is loaded once; after a failure, the
 * next call tries again.
 */
export function load(): Promise<void>;

/** Defines the tag, unless it is defined already. Does nothing on a server. */
export function define(tag?: string): void;

declare global {
  interface HTMLElementTagNameMap {
    "service-point-picker": ServicePointPicker;
  }
  // They bubble, so any element may hear them, and so may the document.
  interface GlobalEventHandlersEventMap extends ServicePointPickerEventMap {}
}
