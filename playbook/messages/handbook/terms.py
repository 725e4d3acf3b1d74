"""What the playbook's words mean."""

from playbook.messages.message import Message

FRP = Message("FRP is a FastTrack Ready Partner: the company that delivers to the customer and may request a SME.")
FPM = Message(
    "FPM is the FastTrack Partner Manager of a partner: approves or denies its SME requests and handles issues. The "
    "FPM was formerly known as Partner Success Manager (PSM)."
)
PSM = Message("PSM is Partner Success Manager, the former name of the FastTrack Partner Manager (FPM).")
FTOP = Message(
    "FTOP is the FastTrack Orchestration Portal. It shows the customer's name as a request wants it and lists the FPM; "
    "the SME writes the summary of the engagement there."
)
FTC = Message(
    "FTC is the FastTrack Center, which the playbook does not spell out; WW FTC Supported languages are those it "
    "supports worldwide."
)
FASTTRACK = Message(
    "FastTrack is Microsoft's benefit that helps customers deploy its cloud services; the playbook takes it as known. "
    "FastTrack Ready Partners deliver it, by the FastTrack Service Description."
)
SMC = Message(
    "SMC is the tenant segment of small, medium and corporate customers, which the playbook does not spell out; the "
    "other one is Enterprise. It draws no line between them: you choose by the size of the customer."
)
ENTERPRISE = Message(
    "Enterprise is the tenant segment of large customers, beside SMC. The playbook draws no line between them: you "
    "choose by the size of the customer."
)
FE_SHADOWING = Message(
    "FE shadowing is an example of what an engagement can hold: a FastTrack Engineer is accompanied at work, to learn "
    "from. The playbook does not spell FE out."
)
NEXUS = Message(
    "Nexus FTC Resource Request Tool is where the playbook's tables send a request; here the route that they name is "
    "found for you and shown with the request."
)
PEOPLE_RESOURCES = Message(
    "People resources means that a SME can be assigned; where the tables have none, there is self-deployment guidance "
    "or an exception."
)
DENIAL_AND_RETURN = Message(
    "Returned means that details are missing or incorrect: you complete them and the request goes on. Denied means "
    "that it ended."
)
