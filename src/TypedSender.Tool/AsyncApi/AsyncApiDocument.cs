using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TypedSender.Tool.Contracts;

namespace TypedSender.Tool.AsyncApi;

/// <summary>
/// Makes the AsyncAPI 3 document of an assembly's senders: a channel for each address, an operation for each method, a message for each that differs. The bindings of AMQP 1.0 have
/// no fields, so what AMQP adds stands in extensions that begin with <c>x-typedsender-</c>.
/// </summary>
internal sealed partial class AsyncApiDocument
{
    private readonly JsonSchemas _schemas = new();
    private readonly JsonObject _channels = [];
    private readonly JsonObject _operations = [];
    private readonly JsonObject _messages = [];

    private AsyncApiDocument()
    {
    }

    public static JsonObject Make(AssemblyFile assembly)
    {
        AsyncApiDocument document = new();
        foreach (SenderInfo sender in assembly.Senders)
        {
            foreach (SendMethod method in sender.Methods)
            {
                document.Add(sender, method);
            }
        }

        return new JsonObject
        {
            ["asyncapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = assembly.Name, ["version"] = assembly.Version },
            ["channels"] = document._channels,
            ["operations"] = document._operations,
            ["components"] = new JsonObject
            {
                ["messages"] = document._messages,
                ["schemas"] = new JsonObject(document._schemas.Contracts.Select(static schema => KeyValuePair.Create(schema.Key, (JsonNode?)schema.Value))),
            },
        };
    }

    private void Add(SenderInfo sender, SendMethod method)
    {
        string channel = AddChannel(sender, method.Address);
        string message = AddMessage(sender, method);
        JsonObject messages = (JsonObject)_channels[channel]!["messages"]!;
        messages[message] ??= new JsonObject { ["$ref"] = $"#/components/messages/{message}" };
        string name = MakeUnique(_operations, Keys.Make($"{sender.Type.Name}.{method.Name}"));
        JsonObject operation = new()
        {
            ["action"] = "send",
            ["channel"] = new JsonObject { ["$ref"] = $"#/channels/{channel}" },
            ["messages"] = new JsonArray(new JsonObject { ["$ref"] = $"#/channels/{channel}/messages/{message}" }),
            ["x-typedsender-interface"] = sender.FullName,
            ["x-typedsender-method"] = method.Name,
        };
        if (method.IsMany)
        {
            operation["x-typedsender-messages"] = method.IsBatch ? "envelopes" : "many";
        }

        _operations[name] = operation;
    }

    private string AddChannel(SenderInfo sender, string address)
    {
        string name = Keys.Make(address.Length > 0 ? address : sender.FullName);
        if (_channels.ContainsKey(name) && (string?)_channels[name]!["address"] == (address.Length > 0 ? address : null))
        {
            return name;
        }

        name = MakeUnique(_channels, name);
        JsonObject channel = new() { ["address"] = address.Length > 0 ? address : null, ["messages"] = new JsonObject() };
        if (Parameter().Matches(address) is { Count: > 0 } parameters)
        {
            channel["parameters"] = new JsonObject(parameters.Select(static match => match.Groups[1].Value).Distinct().Select(static parameter => KeyValuePair.Create(parameter, (JsonNode?)new JsonObject())));
        }

        AddTexts(channel, "x-typedsender-target-capabilities", sender.TargetCapabilities);
        AddTexts(channel, "x-typedsender-desired-capabilities", sender.DesiredCapabilities);
        _channels[name] = channel;
        return name;
    }

    /// <summary>A message that the contract alone makes is one for all methods; what a method or its interface adds makes another one.</summary>
    private string AddMessage(SenderInfo sender, SendMethod method)
    {
        bool isPlain = method.Contract is { } contract && method.AllPlaced.Count == contract.Placed.Count && method.Placed.Count == 0;
        string name = Keys.Make(isPlain ? method.Contract!.FullName : $"{sender.Type.Name}.{method.Name}");
        if (isPlain && _messages.ContainsKey(name))
        {
            return name;
        }

        name = MakeUnique(_messages, name);
        JsonObject message = new() { ["name"] = method.Contract?.Name ?? method.Name };
        if (method.AllPlaced.FirstOrDefault(static value => value.Place.Field == "content-type")?.Constant is string type)
        {
            message["contentType"] = type;
        }
        else if (method.Contract?.Encoding is "Json" or "Raw")
        {
            message["contentType"] = method.Contract.Encoding == "Json" ? "application/json" : "application/octet-stream";
        }

        message["payload"] = method.Contract is null ? new JsonObject() : _schemas.Refer(method.Contract.Declaration);
        if (method.Contract is not null)
        {
            message["x-typedsender-body"] = method.Contract.Encoding.ToLowerInvariant();
        }

        AddPlaced(message, method.AllPlaced);
        _messages[name] = message;
        return name;
    }

    private void AddPlaced(JsonObject message, IReadOnlyList<PlacedValue> placed)
    {
        foreach (IGrouping<string, PlacedValue> section in placed.GroupBy(static value => value.Place.Section).OrderBy(static section => section.Key, StringComparer.Ordinal))
        {
            JsonObject properties = new(section.Select(value => KeyValuePair.Create(value.Place.Key.Length > 0 ? value.Place.Key : value.Place.Field, (JsonNode?)_schemas.Make(value))));
            if (section.Key == "application-properties")
            {
                message["headers"] = new JsonObject { ["type"] = "object", ["properties"] = properties };
            }
            else
            {
                message[$"x-typedsender-{section.Key}"] = properties;
            }
        }
    }

    private static void AddTexts(JsonObject owner, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count > 0)
        {
            owner[name] = new JsonArray([.. texts.Select(static text => (JsonNode)text)]);
        }
    }

    private static string MakeUnique(JsonObject owner, string name)
    {
        string unique = name;
        for (int number = 2; owner.ContainsKey(unique); number++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
        }

        return unique;
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();
}
