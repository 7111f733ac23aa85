"""Says in plain words what a field allows, out of its JSON schema. Nothing that was sent is ever part of it."""

from typing import Any

Schema = dict[str, Any]
MOST_LISTED = 12
FORMATS = {
    "uuid": "Give a UUID.",
    "date-time": "Give a date and time with its offset, such as 2026-01-31T21:45:00+01:00.",
    "date": "Give a date, such as 2026-01-31.",
    "time": "Give a time of day, such as 21:45.",
}
PLAIN = {"boolean": "Give true or false.", "null": "Give null.", "object": "Give an object."}
GENERIC = "What was given is not allowed here."
GENERIC_FORM = GENERIC.removesuffix(".")


def resolve(schema: Schema, root: Schema) -> Schema:
    """`schema` with its reference followed and "or null" left away."""
    while True:
        if "$ref" in schema:
            schema = root.get("$defs", {}).get(schema["$ref"].rsplit("/", 1)[-1], {})
            continue
        choices = [choice for choice in schema.get("anyOf", ()) if choice.get("type") != "null"]
        if len(choices) != 1:
            return schema
        schema = choices[0]


def allowed(schema: Schema, root: Schema) -> str:
    """One sentence: what may stand where `schema` stands."""
    schema = resolve(schema, root)
    if "anyOf" in schema:
        return _any_of(schema["anyOf"], root)
    if "enum" in schema or "const" in schema:
        return _one_of(schema.get("enum") or [schema["const"]])
    match schema.get("type"):
        case "integer":
            return f"Give a whole number{_range(schema)}."
        case "number":
            return f"Give a number{_range(schema)}."
        case "string":
            return _text(schema)
        case "array":
            return _list(schema, root)
        case "object" if schema.get("additionalProperties"):
            return f"Give an object; for each of its values: {_inner(schema['additionalProperties'], root)}"
    return PLAIN.get(str(schema.get("type")), GENERIC)


def _any_of(choices: list[Schema], root: Schema) -> str:
    """Every form that is allowed, in one sentence."""
    schemas = [resolve(choice, root) for choice in choices if choice.get("type") != "null"]
    forms = list(dict.fromkeys(_form(schema, root) for schema in schemas))
    if GENERIC_FORM in forms:
        return GENERIC
    if "a number" in forms and "a whole number" in forms:
        forms.remove("a whole number")
    return f"Give {', '.join(forms[:-1])}, or {forms[-1]}." if len(forms) > 1 else f"Give {forms[0]}."


def _form(schema: Schema, root: Schema) -> str:
    """What one choice allows, as a part of a sentence."""
    if schema.get("type") == "array":
        of_text = allowed(schema.get("items") or {}, root).startswith("Give text")
        one, many = ("text", "texts") if of_text else ("entry", "entries")
        amount = _amount(schema.get("minItems"), schema.get("maxItems"), one, many)
        return f"a list{amount or f' of {many}'}"
    return allowed(schema, root).removeprefix("Give ").removesuffix(".")


def _one_of(values: list[Any]) -> str:
    if len(values) > MOST_LISTED:
        return "Give one of the values that the API description lists."
    return f"Give one of: {', '.join(str(value) for value in values)}."


def _range(schema: Schema) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        return f" from {low} to {high}"
    if low is not None:
        return f" of at least {low}"
    if high is not None:
        return f" of at most {high}"
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    parts = [f" above {above}" if above is not None else "", f" below {below}" if below is not None else ""]
    return " and".join(part for part in parts if part)


def _text(schema: Schema) -> str:
    if schema.get("format") in FORMATS:
        return FORMATS[schema["format"]]
    if "pattern" in schema:
        return "Give text in the form that the API description shows."
    return f"Give text{_amount(schema.get('minLength'), schema.get('maxLength'), 'character')}."


def _list(schema: Schema, root: Schema) -> str:
    of = _amount(schema.get("minItems"), schema.get("maxItems"), "entry", "entries")
    items = schema.get("items")
    each = f" For each of them: {_inner(items, root)}" if isinstance(items, dict) and items.get("type") else ""
    return f"Give a list{of}.{each}"


def _inner(schema: Schema | bool, root: Schema) -> str:
    sentence = allowed(schema, root) if isinstance(schema, dict) else GENERIC
    return sentence[0].lower() + sentence[1:]


def _amount(low: int | None, high: int | None, one: str, many: str | None = None) -> str:
    many = many or f"{one}s"
    if low and high is not None:
        return f" of {low} {one if low == 1 else many}" if low == high else f" of {low} to {high} {many}"
    if high is not None:
        return f" of at most {high} {one if high == 1 else many}"
    return f" of at least {low} {one if low == 1 else many}" if low else ""
