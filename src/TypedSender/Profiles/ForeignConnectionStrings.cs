namespace TypedSender;

/// <summary>Recognises connection strings that another package of this library reads, where a URL is expected. The advice never repeats any of the text.</summary>
internal static class ForeignConnectionStrings
{
    /// <summary>The part that the host names of all namespaces have in common, in every cloud: <c>shop.servicebus.windows.net</c>, <c>shop.servicebus.chinacloudapi.cn</c>.</summary>
    private const string Domain = ".servicebus.";

    private static readonly string[] Keys = ["SharedAccessKeyName", "SharedAccessKey", "SharedAccessSignature", "EntityPath", "UseDevelopmentEmulator"];

    /// <summary>What it is, and the line that reads it in a host; null for what is not known.</summary>
    /// <param name="text">What is no URL of AMQP.</param>
    /// <param name="call">The call that registers the client.</param>
    public static string? AdviseInHost(string text, string call)
    {
        if (ConnectionStringKeys.Find(text).Intersect(Keys).Any())
        {
            return $"It is a connection string of Azure Service Bus or Event Hubs. {Advise(call, "text", "")}";
        }

        return text.Contains(Domain, StringComparison.OrdinalIgnoreCase) && !text.Contains('@', StringComparison.Ordinal)
            ? $"It is a namespace of Azure Service Bus or Event Hubs, without a login. {Advise(call, "text, credential", " with a credential such as new DefaultAzureCredential()")}"
            : null;
    }

    private static string Advise(string call, string arguments, string credential) =>
        $"Add the package TypedSender.Azure and 'using TypedSender.Azure;', and write {call}.ReadConnectionString((options, text) => options.UseServiceBus({arguments})){credential}; for Event Hubs, UseEventHubs in place of UseServiceBus.";
}
