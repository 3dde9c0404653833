using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace TypedSender.Tool.Contracts;

/// <summary>Reads a contract from its declaration, by the rules that the generator goes by (docs/members.md).</summary>
internal static class ContractReader
{
    private static readonly string[] Encodings = ["Map", "List", "Sequence", "Raw", "Json"];

    public static ContractInfo Read(ContractDeclaration declaration)
    {
        CustomAttributeData contract = declaration.Settings;
        string encoding = Attributes.GetNamed(contract, "Encoding") is int number && number < Encodings.Length ? Encodings[number] : "Map";
        JsonNamingPolicy? naming = encoding == "Json" ? ReadNaming(Attributes.GetNamed(contract, "JsonContext") as Type) : null;
        List<BodyMember> body = [];
        List<PlacedValue> placed = [];
        foreach (MemberInfo member in GetMembers(declaration.Type))
        {
            IReadOnlyList<CustomAttributeData> attributes = GetAttributes(declaration.MarkedMember(member));
            CustomAttributeData? own = Attributes.Find(attributes, "AmqpMemberAttribute");
            (Place Place, object? Constant)[] places = [.. Places.Read(attributes)];
            bool isLeftOut = Attributes.Find(attributes, "AmqpIgnoreAttribute") is not null || (own is null && places.Length == 0 && !IsPublic(member));

            // System.Text.Json decides what a JSON body contains, including members that are sent in another section too. It knows nothing of metadata types.
            IReadOnlyList<CustomAttributeData> ofJson = encoding == "Json" ? GetAttributes(member) : [];
            bool isInBody = encoding == "Json" ? member is PropertyInfo && IsPublic(member) && !IsJsonIgnored(ofJson) : !isLeftOut && (places.Length == 0 || own is not null);
            if (isLeftOut && !isInBody)
            {
                continue;
            }

            ValueShape value = ValueShapes.Read(declaration.Assembly, TypeOf(member), IsNullable(member), attributes, NullabilityOf(member));
            placed.AddRange(from place in places where !isLeftOut select new PlacedValue(place.Place, member.Name, Places.At(place.Place, value), null));
            if (isInBody)
            {
                body.Add(new BodyMember(member.Name, encoding == "Json" ? JsonKeyOf(member.Name, ofJson, naming) : KeyOf(member.Name, own), own is not null && Attributes.GetNamed(own, "Order") is int order ? order : -1, value));
            }
        }

        placed.AddRange(ReadConstants(declaration, placed));
        IReadOnlyList<PlacedValue>? ofEvent = CloudEvents.Place(declaration, placed);
        if (encoding == "Json" && !placed.Exists(static value => value.Place.Field == "content-type"))
        {
            placed.Add(new PlacedValue(new Place("properties", "content-type", ""), declaration.Type.Name, null, "application/json"));
        }

        return new ContractInfo
        {
            Event = ofEvent,
            Declaration = declaration,
            Encoding = encoding,
            KnownTypes = encoding is "Map" or "List" ? KnownTypes.Of(declaration) : [],
            Discriminator = encoding == "Map" ? KnownTypes.DiscriminatorOf(declaration) : null,
            Descriptor = ReadDescriptor(contract),
            Body = encoding is "List" or "Sequence" ? [.. body.OrderBy(static member => member.Order)] : body,
            Placed = placed,
        };
    }

    /// <summary>The constants of a declaration that no nearer one replaces.</summary>
    private static IEnumerable<PlacedValue> ReadConstants(ContractDeclaration declaration, IEnumerable<PlacedValue> nearer)
    {
        HashSet<Place> taken = [.. nearer.Select(static value => value.Place)];
        return
        [
            .. from each in Places.Read(declaration.AllAttributes)
               let constant = Places.ConstantOfType(each.Place, each.Constant)
               where constant is not null && taken.Add(each.Place)
               select new PlacedValue(each.Place, declaration.Marked.Name, null, constant),
        ];
    }

    private static string ReadDescriptor(CustomAttributeData contract)
    {
        string symbol = Attributes.GetNamed(contract, "Descriptor") as string ?? "";
        return Attributes.GetNamed(contract, "Code") is ulong and not 0 and var code ? string.Create(CultureInfo.InvariantCulture, $"0x{code:X16}{(symbol.Length > 0 ? $" {symbol}" : "")}") : symbol;
    }

    /// <summary>Properties and fields, those of base types first; an override stands where what it overrides stood.</summary>
    private static IReadOnlyCollection<MemberInfo> GetMembers(Type type)
    {
        Stack<Type> chain = new();
        for (Type? each = type; each is not null && each.FullName is not ("System.Object" or "System.ValueType"); each = each.BaseType)
        {
            chain.Push(each);
        }

        OrderedDictionary<string, MemberInfo> members = new(StringComparer.Ordinal);
        foreach (Type each in chain)
        {
            const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;
            IEnumerable<MemberInfo> declared = each.GetMembers(Declared).Where(static member => member is PropertyInfo { GetMethod: not null } property && property.GetIndexParameters().Length == 0 || member is FieldInfo);
            foreach (MemberInfo member in declared.Where(static member => !member.Name.Contains('<', StringComparison.Ordinal) && !member.Name.Contains('.', StringComparison.Ordinal) && member.Name != "EqualityContract").OrderBy(static member => member.MetadataToken))
            {
                members[member.Name] = member;
            }
        }

        return members.Values;
    }

    private static bool IsPublic(MemberInfo member) => member is PropertyInfo { GetMethod.IsPublic: true } or FieldInfo { IsPublic: true };

    private static Type TypeOf(MemberInfo member) => member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;

    /// <summary>Attributes of the member, of the positional parameter that makes it, and of what it overrides.</summary>
    private static IReadOnlyList<CustomAttributeData> GetAttributes(MemberInfo member)
    {
        List<CustomAttributeData> attributes = [.. member.GetCustomAttributesData()];
        attributes.AddRange(
            from constructor in member.DeclaringType!.GetConstructors()
            from parameter in constructor.GetParameters()
            where parameter.Name == member.Name
            from attribute in parameter.GetCustomAttributesData()
            select attribute);
        if (member is PropertyInfo { GetMethod: { IsVirtual: true } getter } && member.DeclaringType.BaseType is { } above && !getter.Attributes.HasFlag(MethodAttributes.NewSlot)
            && above.GetProperty(member.Name) is { } overridden)
        {
            bool saysWhere = attributes.Exists(static attribute => attribute.AttributeType.Name is "AmqpIgnoreAttribute" or "AmqpMemberAttribute") || Places.Read(attributes).Any();
            attributes.AddRange(GetAttributes(overridden).Where(attribute => !saysWhere && attributes.TrueForAll(own => own.AttributeType != attribute.AttributeType)));
        }

        return attributes;
    }

    private static bool IsNullable(MemberInfo member) => NullabilityOf(member).ReadState != NullabilityState.NotNull && !TypeOf(member).IsValueType;

    private static NullabilityInfo NullabilityOf(MemberInfo member)
    {
        NullabilityInfoContext context = new();
        return member is PropertyInfo property ? context.Create(property) : context.Create((FieldInfo)member);
    }

    private static string KeyOf(string name, CustomAttributeData? own) => own is null ? name : (Attributes.GetArgument(own, 0) ?? Attributes.GetNamed(own, "Name")) as string ?? name;

    private static string JsonKeyOf(string name, IReadOnlyList<CustomAttributeData> attributes, JsonNamingPolicy? naming) =>
        Attributes.FindOf(attributes, "System.Text.Json.Serialization", "JsonPropertyNameAttribute") is { } named
            ? (string)Attributes.GetArgument(named, 0)!
            : naming?.ConvertName(name) ?? name;

    private static bool IsJsonIgnored(IReadOnlyList<CustomAttributeData> attributes) =>
        Attributes.FindOf(attributes, "System.Text.Json.Serialization", "JsonIgnoreAttribute") is { } ignore && (Attributes.GetNamed(ignore, "Condition") is not int condition || condition == 1);

    private static JsonNamingPolicy? ReadNaming(Type? context)
    {
        CustomAttributeData? options = context is null ? null : Attributes.FindOf(context.GetCustomAttributesData(), "System.Text.Json.Serialization", "JsonSourceGenerationOptionsAttribute");
        bool isWeb = options is not null && Attributes.GetArgument(options, 0) is 1;
        return options is null ? null : Attributes.GetNamed(options, "PropertyNamingPolicy") switch
        {
            1 => JsonNamingPolicy.CamelCase,
            2 => JsonNamingPolicy.SnakeCaseLower,
            3 => JsonNamingPolicy.SnakeCaseUpper,
            4 => JsonNamingPolicy.KebabCaseLower,
            5 => JsonNamingPolicy.KebabCaseUpper,
            _ => isWeb ? JsonNamingPolicy.CamelCase : null,
        };
    }
}
