namespace TypedSender.Generators.Model;

/// <summary>The result of a send method for its caller.</summary>
internal enum ReturnShape
{
    /// <summary>Nothing, or an exception.</summary>
    Nothing,

    /// <summary>One outcome.</summary>
    Outcome,

    /// <summary>An outcome for each item of a list.</summary>
    Outcomes,

    /// <summary>The same, each as it comes.</summary>
    OutcomeStream,

    /// <summary>Whether there was room in the queue of the sender.</summary>
    TryEnqueue,

    /// <summary>Nothing, as soon as there was room in the queue of the sender.</summary>
    Enqueue,
}
