"""The wheel of emotions: the same for everybody, kept by whoever asks."""

import json

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from shared.catalogue import Catalogue, Emotion, Ring
from shared.http import cacheable, etag_of


class EmotionShown(BaseModel):
    """One word of the wheel; `children` are ids, in the wheel's order. Store the id, because labels repeat."""

    id: str
    label: str
    ring: Ring
    valence: float
    arousal: float
    care: str | None = None
    children: list[str]


class Wheel(BaseModel):
    version: int
    emotions: list[EmotionShown]


def wheel_routes(catalogue: Catalogue) -> APIRouter:
    routes = APIRouter(tags=["wheel"])
    shown = [_shown(emotion) for emotion in catalogue.emotions.values()]
    content = json.dumps({"version": catalogue.version, "emotions": shown}).encode()
    etag = etag_of(content)

    @routes.get("/v1/emotions", summary="The wheel of emotions", response_model=Wheel)
    async def emotions(request: Request) -> Response:
        return cacheable(request, content, etag=etag)

    return routes


def _shown(emotion: Emotion) -> dict[str, object]:
    fields = EmotionShown.model_validate(emotion, from_attributes=True)
    return fields.model_dump(exclude_none=True)
