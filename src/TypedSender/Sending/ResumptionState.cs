namespace TypedSender;

/// <summary>How far the resumption of a link is.</summary>
internal enum ResumptionState
{
    /// <summary>The present attach is a first one.</summary>
    None,

    /// <summary>The present attach states the deliveries in doubt, of which there may be none.</summary>
    Asking,

    /// <summary>The peer answered with its map of unsettled deliveries.</summary>
    Resumed,

    /// <summary>The peer does not implement resumption, so that it is not asked again.</summary>
    GivenUp,
}
