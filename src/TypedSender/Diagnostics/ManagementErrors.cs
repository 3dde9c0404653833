using System.Globalization;
using TypedSender.Amqp;

namespace TypedSender;

/// <summary>The texts of replies of management nodes that are no success.</summary>
internal static class ManagementErrors
{
    private const int MaxKeys = 10;

    /// <summary>The status is no success.</summary>
    public static string Failed(string operation, string node, int code, string? description, string? condition)
    {
        string text = description is { Length: > 0 } ? $": {ErrorText.FromPeer(description).TrimEnd('.', ' ')}" : "";
        string named = condition is { Length: > 0 } ? $" ({ErrorText.FromPeer(condition)})" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The operation {Show(operation)} at the node {ErrorText.Address(node)} failed with status {code}{named}{text}. {Advise(code)}");
    }

    /// <summary>The reply has no status, or one that is no integer.</summary>
    public static string StatusMissing(string operation, ManagementSettings settings, object? status, AmqpMap? properties)
    {
        string wanted = string.Join(", ", settings.StatusKeys.Code.Select(key => $"'{ErrorText.FromPeer(key)}'"));
        string problem = status is null ? $"has no status under {wanted}" : $"has a {status.GetType().Name} as its status under {wanted}, which is no integer of 32 bits";
        string came = properties is { Count: > 0 }
            ? $"Its application properties are {string.Join(", ", properties.Take(MaxKeys).Select(entry => $"'{ErrorText.FromPeer($"{entry.Key}")}'"))}{(properties.Count > MaxKeys ? " and others" : "")}."
            : "It has no application properties.";
        return $"The reply to the operation {Show(operation)} of the node {ErrorText.Address(settings.Node)} {problem}. {came} The operation may have been carried out. Name the key in AmqpManagementOptions.StatusCodeKeys, or check that the address is that of a management node.";
    }

    private static string Show(string operation) => $"'{ErrorText.FromPeer(operation)}'";

    private static string Advise(int code) => code switch
    {
        400 => "Correct the request.",
        401 or 403 => "Give the user the right to it, or use another user.",
        404 => "Check name, identity and type: what is managed does not exist.",
        409 => "Look at what is there already.",
        501 => "Check operation and type: the node does not know them.",
        408 or 429 or 503 or 504 => "Try again later.",
        _ => "Check the log of the node.",
    };
}
