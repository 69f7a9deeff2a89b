"""How good an output is, against text corrected by hand."""

from ocrfix.score.page_score import PageScore, score_page
from ocrfix.score.profile import PROFILES, Profile
from ocrfix.score.registry import METRICS
from ocrfix.score.set_score import SetScore, collect, score_set

__all__ = ["METRICS", "PROFILES", "PageScore", "Profile", "SetScore", "collect", "score_page", "score_set"]
