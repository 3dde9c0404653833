namespace TypedSender.Generators.Model;

/// <summary>How the body of a contract is laid out: the values of the attribute, in its order.</summary>
internal enum BodyEncoding
{
    Map,
    List,
    Sequence,
    Raw,
    Json,
}
