"""All services of an open caseload, built once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from sif_desktop.services.approvals import ApprovalService
from sif_desktop.services.aspects import AspectService
from sif_desktop.services.attachments import AttachmentService
from sif_desktop.services.backups import BackupService
from sif_desktop.services.batch_export import BatchExport
from sif_desktop.services.bodies import BodyService
from sif_desktop.services.capture import CaptureService
from sif_desktop.services.care import CareService
from sif_desktop.services.carry_over import CarryOver
from sif_desktop.services.cases import CaseService
from sif_desktop.services.categorisation import CategorisationService
from sif_desktop.services.category_letters import CategoryLetters
from sif_desktop.services.category_round import CategoryRound
from sif_desktop.services.concerns import ConcernService
from sif_desktop.services.conflicts import ConflictService
from sif_desktop.services.contacts import ContactService
from sif_desktop.services.context import Context
from sif_desktop.services.day_letters import DayLetters
from sif_desktop.services.day_paper import DayPaper
from sif_desktop.services.days import DayService
from sif_desktop.services.deciding import DecidingService
from sif_desktop.services.decisions import DecisionRegister
from sif_desktop.services.disclosure import DisclosureService
from sif_desktop.services.documents.drafting import DraftService
from sif_desktop.services.documents.filling import Filling
from sif_desktop.services.documents.issue_log import IssueLog
from sif_desktop.services.documents.redaction import RedactionService
from sif_desktop.services.documents.service import DocumentService
from sif_desktop.services.due_paper import DuePaper
from sif_desktop.services.erasable import ErasableService
from sif_desktop.services.erasing import ErasingService
from sif_desktop.services.exchange import ExchangeService
from sif_desktop.services.figures import FigureService
from sif_desktop.services.hand_over import HandOverService
from sif_desktop.services.house_style import HouseStyleService
from sif_desktop.services.inspections import InspectionService
from sif_desktop.services.letters import LetterService
from sif_desktop.services.listing import ListingService
from sif_desktop.services.meeting_agenda import MeetingAgenda
from sif_desktop.services.meeting_notes import MeetingNotes
from sif_desktop.services.meeting_series import MeetingSeriesService
from sif_desktop.services.meeting_typing import MeetingTyping
from sif_desktop.services.meetings import MeetingService
from sif_desktop.services.minutes import MinutesService
from sif_desktop.services.moderation import ModerationService
from sif_desktop.services.monitoring import MonitoringService
from sif_desktop.services.notes import NoteService
from sif_desktop.services.obligations import ObligationService
from sif_desktop.services.office_exchange import OfficeExchange
from sif_desktop.services.pack_editor import PackEditor
from sif_desktop.services.paper import PaperService
from sif_desktop.services.phrases import PhraseService
from sif_desktop.services.plan_family import PlanFamily
from sif_desktop.services.plan_following import PlanFollowing
from sif_desktop.services.plan_outline import PlanOutline
from sif_desktop.services.plan_papers import PlanPapers
from sif_desktop.services.plan_typing import PlanTyping
from sif_desktop.services.plan_view import PlanViewService
from sif_desktop.services.plan_words import PlanWords
from sif_desktop.services.plans import PlanService
from sif_desktop.services.plans_owed import OwedPlans
from sif_desktop.services.predictions import PredictionService
from sif_desktop.services.provider_facts import FactService
from sif_desktop.services.recommendations import Recommendations
from sif_desktop.services.reference_import import ReferenceImport
from sif_desktop.services.register_import import RegisterImport
from sif_desktop.services.returned_slips import ReturnedSlips
from sif_desktop.services.risk import RiskService
from sif_desktop.services.rulebook import RulebookService
from sif_desktop.services.saved_views import SavedViews
from sif_desktop.services.schools import SchoolService
from sif_desktop.services.search import SearchService
from sif_desktop.services.sending import SendingService
from sif_desktop.services.settings import SettingsService
from sif_desktop.services.sign_offs import SignOffService
from sif_desktop.services.spelling import SpellingService
from sif_desktop.services.support import SupportService
from sif_desktop.services.tasks import TaskService
from sif_desktop.services.team import TeamService
from sif_desktop.services.term_dates import TermDateService
from sif_desktop.services.today import TodayService
from sif_desktop.services.trigger_table import TriggerService
from sif_desktop.services.unanswered import Unanswered
from sif_desktop.services.undo import UndoService
from sif_desktop.services.upward import UpwardService
from sif_desktop.services.visits import VisitService
from sif_desktop.services.workload import WorkloadService

if TYPE_CHECKING:
    from sif_desktop.frameworks.registry import Registry
    from sif_desktop.models.store import Store


class Services:
    """One attribute per area: `services.schools`, `services.visits`, …"""

    def __init__(self, store: Store, registry: Registry, today: Callable[[], date]) -> None:
        context = self.context = Context(store, registry, today)
        self.today = TodayService(context)
        self.undo = UndoService(context)
        self.schools = SchoolService(context)
        self.register = RegisterImport(context)
        self.references = ReferenceImport(context)
        self.views = SavedViews(context)
        self.visits = VisitService(context)
        self.capture = CaptureService(context)
        self.attachments = AttachmentService(context)
        self.tasks = TaskService(context)
        self.term_dates = TermDateService(context)
        self.obligations = ObligationService(context)
        self.categories = CategorisationService(context)
        self.rounds = CategoryRound(context)
        self.category_letters = CategoryLetters(context)
        self.carry_over = CarryOver(context)
        self.inspections = InspectionService(context)
        self.predictions = PredictionService(context)
        self.facts = FactService(context)
        self.figures = FigureService(context)
        self.due_paper = DuePaper(context)
        self.notes = NoteService(context)
        self.letters = LetterService(context)
        self.minutes = MinutesService(context)
        self.filling = Filling(context)
        self.upward = UpwardService(context)
        self.decisions = DecisionRegister(context)
        self.recommendations = Recommendations(context)
        self.unanswered = Unanswered(context)
        self.aspects = AspectService(context)
        self.documents = DocumentService(context)
        self.drafts = DraftService(context)
        self.slips = ReturnedSlips(context)
        self.paper = PaperService(context)
        self.spelling = SpellingService(context)
        self.phrases = PhraseService(context)
        self.redactions = RedactionService(context)
        self.issue_log = IssueLog(context)
        self.batch = BatchExport(context)
        self.disclosure = DisclosureService(context)
        self.sign_offs = SignOffService(context)
        self.concerns = ConcernService(context)
        self.contacts = ContactService(context)
        self.cases = CaseService(context)
        self.listing = ListingService(context)
        self.support = SupportService(context)
        self.days = DayService(context)
        self.day_letters = DayLetters(context)
        self.day_paper = DayPaper(context)
        self.plans = PlanService(context)
        self.plans_owed = OwedPlans(context)
        self.plan_outline = PlanOutline(context)
        self.plan_papers = PlanPapers(context)
        self.plan_typing = PlanTyping(context)
        self.plan_view = PlanViewService(context)
        self.plan_following = PlanFollowing(context)
        self.plan_words = PlanWords(context)
        self.plan_family = PlanFamily(context)
        self.bodies = BodyService(context)
        self.meeting_series = MeetingSeriesService(context)
        self.meetings = MeetingService(context)
        self.meeting_agenda = MeetingAgenda(context)
        self.meeting_notes = MeetingNotes(context)
        self.meeting_typing = MeetingTyping(context)
        self.triggers = TriggerService(context)
        self.care = CareService(context)
        self.monitoring = MonitoringService(context)
        self.risk = RiskService(context)
        self.workload = WorkloadService(context)
        self.rulebook = RulebookService(context)
        self.pack_editor = PackEditor(context)
        self.settings = SettingsService(context)
        self.house_style = HouseStyleService(context)
        self.backups = BackupService(context)
        self.exchange = ExchangeService(context, self.backups)
        self.office = OfficeExchange(context, self.backups)
        self.conflicts = ConflictService(context)
        self.approvals = ApprovalService(context)
        self.deciding = DecidingService(context, self.conflicts)
        self.team = TeamService(context)
        self.hand_over = HandOverService(context, self.exchange, self.backups)
        self.sending = SendingService(context, self.exchange, self.hand_over)
        self.moderation = ModerationService(context)
        self.erasing = ErasingService(context)
        self.erasable = ErasableService(context)
        self.search = SearchService(context)
