"""From the rules of sizes and of the five questions to what is answered."""

from services.coach.api.keeping import Asked, Events
from services.coach.api.plan_cards import cards_with
from services.coach.api.planning import Kept
from services.coach.api.size_shapes import (
    ChoiceShown,
    PlanCard,
    PostedAnswers,
    QuestionAsked,
    QuestionsShown,
    SmallerShown,
    SuggestionsShown,
)
from services.coach.plan import bundles, session
from services.coach.plan.questions import QUESTIONS, READY_LINE, Answers, Question, because
from services.coach.plan.smallest import WORST_DAY, Size, smallest_for, suggestions, version_of
from shared.catalogue import Technique
from shared.events import Assignment, PlanChanged, PlanQuestionAdded


def suggestions_shown(task: Assignment, size: Size, technique: Technique | None) -> SuggestionsShown:
    found = suggestions(task, size, technique)
    return SuggestionsShown(
        version=size,
        text=version_of(task, size),
        worst_day=WORST_DAY,
        suggestions=[
            SmallerShown(operator=each.operator, name=each.name, text=each.text, fits=each.size) for each in found
        ],
    )


def questions_shown(task: Assignment, technique: Technique | None) -> QuestionsShown:
    return QuestionsShown(questions=[question_asked(each, task, technique) for each in QUESTIONS])


def question_asked(question: Question, task: Assignment, technique: Technique | None) -> QuestionAsked:
    asked = QuestionAsked(
        id=question.id,
        text=question.text,
        choices=[ChoiceShown(code=each.code, label=each.label, barrier=each.barrier) for each in question.choices],
        hint=question.hint or None,
        then=question.then,
        source=question.source,
    )
    match question.id:
        case "smallest":
            tiny = [each.text for each in suggestions(task, "full", technique) if each.size == "tiny"]
            return asked.model_copy(update={"suggestions": tiny})
        case "skipped":
            return asked.model_copy(update={"suggestions": [READY_LINE]})
        case "understand":
            reasons = [because(task), *([technique.why.text] if technique else [])]
            return asked.model_copy(update={"shown": reasons})
    return asked


def plan_card(
    one: Kept, events: Events, asked: Asked, answers: Answers, posted: PostedAnswers, technique: Technique | None
) -> PlanCard:
    """The card as it is right after this request."""
    task, own = one.state.task, made_by(events, asked)
    changed = next((each.data.changed for each in own if isinstance(each.data, PlanChanged)), [])
    asks = next((each.data.question for each in own if isinstance(each.data, PlanQuestionAdded)), None)
    given, unsure = answers.smallest, answers.understand not in {None, "yes"}
    return PlanCard(
        assignment_id=one.state.id,
        title=task.title,
        text=task.versions.tiny,
        anchor=task.anchor,
        if_then=task.if_then,
        bundle=task.bundle,
        bundle_hint=bundles.hint(task.bundle),
        line=session.fold(events).line,
        ready_line=READY_LINE if posted.skipped or answers.barrier else None,
        barrier=answers.barrier,
        fix=answers.fix,
        halved=smallest_for(given.tiny) if given and not given.on_worst_day else None,
        because=because(task) if unsure or answers.barrier == "no-why" else None,
        why=technique.why.text if technique and unsure else None,
        changed=changed,
        question=asks,
        cards=cards_with(asked.id, events),
    )


def made_by(events: Events, asked: Asked) -> Events:
    """What this request brought about; all of it stands from its first event on."""
    places = [place for place, each in enumerate(events) if each.id == asked.id]
    return events[places[0] :] if places else ()
