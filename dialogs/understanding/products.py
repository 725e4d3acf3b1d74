"""Workloads that the playbook has no row for (G8), and what is said around the names of workloads."""

from dialogs.understanding.wordlist import phrases, wordlist

# A name here is taken as it was typed, and asked for the Other FRP workload.
OTHER_PRODUCTS = phrases(
    "Intune, Endpoint Manager, Autopilot, SharePoint, SharePoint Online, SPO, OneDrive, OneDrive for Business",
    "Teams, Teams Voice, Teams Phone, Teams Telephony, Teams Meetings, Teams Rooms, Teams Calling",
    "Teams Live Events, Yammer, Viva, Viva Engage, Viva Insights, Viva Connections, Viva Learning",
    "Viva Topics, Viva Goals, Windows 365, Windows 10, Windows 11, Windows Autopilot, Azure Virtual Desktop",
    "AVD, Windows Virtual Desktop, WVD, Office 365 ProPlus, Microsoft 365 Apps, M365 Apps, Microsoft Edge",
    "Copilot, Microsoft 365 Copilot, M365 Copilot, Microsoft Stream, Microsoft Planner, Microsoft Bookings",
    "Power BI, Power Apps, Power Automate, Power Platform, Skype for Business, App Assure, Universal Print",
    "Configuration Manager, SCCM, Microsoft Loop, Microsoft Project, Microsoft Visio, Microsoft Sentinel",
    "Sentinel, Priva",
)
# "teams" in small letters is the product only where no word says whose teams they are.
TEAMS = "teams"
NOT_THE_PRODUCT = wordlist(
    "the our their my your two three all both other many some delivery security it sales dear hi hello",
)
# What is used beside a workload is not the one that is needed.
USED_BESIDE = wordlist(
    "via using through with by on inside integrated alongside besides and_also uses used mit uber avec con",
    "com",
)
# Needs that are written as a verb, or in another language.
MIGRATIONS = phrases(
    "Exchange migration, migrate mailboxes, migrating mailboxes, migrate mail, migrate email, move mailboxes",
    "mailbox move, mail move, Exchange Migration Resource, migration resource, migration engineer",
    "migration specialist, migration expert, migration SME, mail migration, Exchange Online migration",
    "Migration nach Exchange, Migration zu Exchange, Exchange Umzug, Postfachmigration, E-Mail-Migration",
    "Mailmigration, Exchangemigration, migration Exchange, migration de Exchange, migration vers Exchange",
    "migration des boites, migración de Exchange, migración a Exchange, migración Exchange",
    "migración de correo, migração do Exchange, migração Exchange, migração de e-mail, migração para Exchange",
    "migración, migração, Exchange移行, メール移行",
)
# Named alone, beside another workload, these say how and not what.
WEAK = frozenset({"exchange", "exchange online", "migration", "migracion", "migracao"})
MIGRATES = wordlist(
    "migrate migrating migrates migrated migration migrations move moving moves moved migrieren umziehen",
    "migrer migrar",
)
# Where mailboxes come from (R37), with the versions that are no numbers of seats.
SOURCES = phrases(
    "Lotus Notes, HCL Notes, IBM Notes, HCL Domino, IBM Domino, Lotus Domino, Notes, Domino, GroupWise",
    "Novell GroupWise, Gmail, G Suite, GSuite, Google Workspace, Google Apps, Zimbra, IMAP, POP3, Kerio",
    "Kerio Connect, MDaemon, Zoho, Zoho Mail, IceWarp, Scalix, Sendmail, Postfix, Dovecot, Exchange 2003",
    "Exchange 2007, Exchange 2010, Exchange 2013, Exchange 2016, Exchange 2019, Exchange Server",
    "Exchange Server 2010, Exchange Server 2013, Exchange Server 2016, Exchange Server 2019",
    "Exchange on-premises, Exchange on-prem, on-premises Exchange, on-prem Exchange, Hosted Exchange",
    "Rackspace, Open-Xchange, Oracle Beehive, Yahoo, Yahoo Mail, Tobit David, SOGo, Horde",
)
# Products with a number in their names, and licences with one.
NO_COUNTS = phrases(
    "Office 365, Microsoft 365, MS 365, Office 2010, Office 2013, Office 2016, Office 2019, Office 2021",
    "Windows 7, Windows 8, Windows Server 2012, Windows Server 2016, Windows Server 2019, Windows Server 2022",
    "Windows Server 2025, Dynamics 365, SharePoint 2010, SharePoint 2013, SharePoint 2016, SharePoint 2019",
    "Office 365 E1, Office 365 E3, Office 365 E5, Microsoft 365 E3, Microsoft 365 E5, ISO 27001",
)
PLANS = {
    "p1": "1",
    "p2": "2",
    "plan1": "1",
    "plan2": "2",
}
PLAN_WORDS = wordlist("plan p premium")
PLAN_NUMBERS = {
    "1": "1",
    "2": "2",
    "one": "1",
    "two": "2",
    "i": "1",
    "ii": "2",
    "eins": "1",
    "zwei": "2",
    "un": "1",
    "deux": "2",
    "uno": "1",
    "dos": "2",
    "um": "1",
    "dois": "2",
}
# What may stand between a family and its plan.
BEFORE_PLAN = wordlist("( , - : premium the license licence licenses licences version plan")
