namespace TypedSender.Generators;

/// <summary>The names of the generators' tracked steps. Tests read them by reflection, so that each is covered.</summary>
internal static class StepNames
{
    public const string ClosedContracts = nameof(ClosedContracts);
    public const string Composites = nameof(Composites);
    public const string Contracts = nameof(Contracts);
    public const string ExternalContracts = nameof(ExternalContracts);
    public const string Hosting = nameof(Hosting);
    public const string Managements = nameof(Managements);
    public const string Senders = nameof(Senders);
    public const string Versions = nameof(Versions);
}
